/** The languages of the labelled set. */
export type Language = "en" | "de" | "fr" | "es";

/** Nouns by subject, with their articles, so that a sentence can be made of any of them. */
const NOUNS: { readonly [language in Language]: { readonly [subject: string]: string } } = {
  en: {
    law: "the court,the lessee,the clause,the witness,the statute,the notice,the lower court,the annex",
    health: "the patient,the dose,the placebo group,the trial,the liver,the physician,the ward,the tablet",
    trade: "the parcel,the customer,the warranty,the courier,the battery,the warehouse,the label,the refund",
    money: "the ledger,the invoice,the balance,the quarter,the subsidiary,the provision,the margin,the auditor",
    technology: "the sensor,the turbine,the sample,the estimate,the filter,the deployment,the replica,the threshold",
    town: "the mayor,the allotment,the bridge,the harbour,the committee,the square,the ferry,the library",
  },
  de: {
    law: "das Gericht,die Mieterin,die Klausel,der Zeuge,das Gesetz,die Mahnung,die Vorinstanz,der Anhang",
    health: "der Patient,die Dosis,die Kontrollgruppe,die Studie,die Leber,die Ärztin,die Station,die Tablette",
    trade: "das Paket,die Kundin,die Garantie,der Kurier,der Akku,das Lager,der Aufkleber,die Erstattung",
    money: "das Hauptbuch,die Rechnung,der Saldo,das Quartal,die Tochterfirma,die Rückstellung,die Marge,der Prüfer",
    technology: "der Sensor,die Turbine,die Probe,die Schätzung,der Filter,die Anlage,die Replik,der Grenzwert",
    town: "die Bürgermeisterin,der Garten,die Brücke,der Hafen,der Ausschuss,der Platz,die Fähre,die Bücherei",
  },
  fr: {
    law: "le tribunal,la locataire,la clause,le témoin,la loi,la mise en demeure,la cour,l'annexe",
    health: "le patient,la dose,le groupe témoin,l'essai,le foie,la médecin,le service,le comprimé",
    trade: "le colis,la cliente,la garantie,le livreur,la batterie,l'entrepôt,l'emballage,le remboursement",
    money: "le grand livre,la facture,le solde,le trimestre,la filiale,la provision,la marge,l'auditeur",
    technology: "le capteur,la turbine,l'échantillon,l'estimation,le filtre,l'installation,la réplique,le seuil",
    town: "la maire,le jardin,le pont,le port,la commission,la place,le bac,la bibliothèque",
  },
  es: {
    law: "el tribunal,la arrendataria,la cláusula,el testigo,la ley,el requerimiento,la sala,el anexo",
    health: "el paciente,la dosis,el grupo de control,el ensayo,el hígado,la médica,la planta,el comprimido",
    trade: "el paquete,la clienta,la garantía,el repartidor,la batería,el almacén,el embalaje,el reembolso",
    money: "el libro mayor,la factura,el saldo,el trimestre,la filial,la provisión,el margen,el auditor",
    technology: "el sensor,la turbina,la muestra,la estimación,el filtro,la instalación,la réplica,el umbral",
    town: "la alcaldesa,el jardín,el puente,el puerto,la comisión,la plaza,la barcaza,la biblioteca",
  },
};

/** What is said of two nouns, A and B, and a number, N. */
const SENTENCES: { readonly [language in Language]: readonly string[] } = {
  en: [
    "On the N of March A was seen near B and nobody had asked for it.",
    "It was A, not B, that took N days longer than in the year before.",
    "A and B were listed together, which the staff had found odd for N weeks.",
    "According to the record, A had been moved by N metres when B was replaced.",
    "Nothing in the file says what A has to do with B.",
    "A remained as it was, although N people had complained about B.",
  ],
  de: [
    "Am N. März wurde A bei B gesehen, und niemand hatte darum gebeten.",
    "Es war A und nicht B, was N Tage länger dauerte als im Jahr davor.",
    "A und B standen zusammen auf der Liste, was die Leute seit N Wochen wunderte.",
    "Nach den Akten war A um N Meter versetzt worden, als B ersetzt wurde.",
    "In der Akte steht nichts davon, was A mit B zu tun hat.",
    "A blieb, wie es war, obwohl sich N Personen über B beklagt hatten.",
  ],
  fr: [
    "Le N mars, A a été vu près de B sans que personne ne l'ait demandé.",
    "C'est A, et non B, qui a pris N jours de plus que l'année d'avant.",
    "A et B figuraient ensemble sur la liste, ce qui étonnait depuis N semaines.",
    "D'après le dossier, A avait été déplacé de N mètres lorsque B a été remplacé.",
    "Rien dans le dossier ne dit ce que A a de commun avec B.",
    "A est resté tel quel, bien que N personnes se soient plaintes de B.",
  ],
  es: [
    "El N de marzo se vio A cerca de B sin que nadie lo hubiera pedido.",
    "Fue A, y no B, lo que tardó N días más que en el año anterior.",
    "A y B figuraban juntos en la lista, algo que extrañaba desde hacía N semanas.",
    "Según el expediente, A se había movido N metros cuando B fue sustituido.",
    "Nada en el expediente dice qué tiene que ver A con B.",
    "A quedó como estaba, aunque N personas se habían quejado de B.",
  ],
};

/** Sentences that bear words of other work, as real documents do. */
const DISTRACTIONS: { readonly [language in Language]: readonly string[] } = {
  en: [
    "The plan had been checked twice, and the summary was sent to the office.",
    "She asked why the list was sorted by name.",
    "A translation of the report was attached, with the code on the last page.",
    "They compared the two offers and wrote down the category.",
  ],
  de: [
    "Der Plan war zweimal geprüft worden, und die Zusammenfassung ging ans Büro.",
    "Sie fragte, warum die Liste nach Namen sortiert war.",
    "Eine Übersetzung des Berichts lag bei, mit dem Code auf der letzten Seite.",
    "Man verglich die beiden Angebote und schrieb die Kategorie dazu.",
  ],
  fr: [
    "Le plan avait été vérifié deux fois et le résumé envoyé au bureau.",
    "Elle a demandé pourquoi la liste était triée par nom.",
    "Une traduction du rapport était jointe, avec le code en dernière page.",
    "On compara les deux offres et l'on nota la catégorie.",
  ],
  es: [
    "El plan se había comprobado dos veces y el resumen se envió a la oficina.",
    "Ella preguntó por qué la lista estaba ordenada por nombre.",
    "Se adjuntaba una traducción del informe, con el código en la última página.",
    "Se compararon las dos ofertas y se anotó la categoría.",
  ],
};

const SUBJECTS: { readonly [topic: string]: string } = {
  lease: "law",
  contract: "law",
  medicine: "health",
  shipping: "trade",
  refunds: "trade",
  support: "trade",
  appliance: "trade",
  finance: "money",
  audit: "money",
  emissions: "technology",
  engineering: "technology",
  mathematics: "technology",
  operations: "technology",
  gardening: "town",
  council: "town",
  travel: "town",
};

/**
 * A text with its generated parts filled in: `{{doc:language:words:topic}}`, `{{prose:language:words}}` and
 * `{{noise:letters}}`; the same for the same seed.
 */
export function filled(text: string, seed: string): string {
  const random = randomOf(seed);
  return text.replace(/\{\{(doc|prose|noise):([^}]*)\}\}/g, (_, kind: string, rest: string) => {
    const [first = "", words = "", topic = "council"] = rest.split(":");
    if (kind === "noise") return noise(Number(first), random);
    return document(first as Language, Number(words), SUBJECTS[topic] ?? topic, random, kind === "doc");
  });
}

function document(language: Language, words: number, subject: string, random: () => number, distracts: boolean) {
  const nouns = NOUNS[language][subject]?.split(",") ?? [];
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const sentences: string[] = [];
  for (let count = 0; count < words; ) {
    const isDistraction = distracts && random() < 0.12;
    const sentence = isDistraction
      ? pick(DISTRACTIONS[language])
      : pick(SENTENCES[language])
          .replace(/\bA\b/, pick(nouns))
          .replace(/\bB\b/, pick(nouns))
          .replace(/\bN\b/, String(2 + Math.floor(random() * 26)));
    const short = sentence.split(" ").slice(0, Math.max(2, words - count));
    count += short.length;
    const text = short.join(" ");
    sentences.push(text.charAt(0).toUpperCase() + text.slice(1));
  }
  // A paragraph now and then.
  return sentences.map((sentence, i) => (i > 0 && i % 6 === 0 ? `\n\n${sentence}` : sentence)).join(" ");
}

function noise(letters: number, random: () => number): string {
  const units = Array.from({ length: letters }, () => "bcdfghjklmnpqrtvwxz0123456789 "[Math.floor(random() * 30)]);
  return units.join("");
}

/** A generator of numbers in [0, 1) that is the same for the same seed (mulberry32, over an FNV-1a hash of it). */
function randomOf(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const letter of seed) state = Math.imul(state ^ letter.charCodeAt(0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
