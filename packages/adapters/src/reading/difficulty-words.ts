/** What a group of words says about how hard a request is. */
export type DifficultyCue =
  | "reasoning"
  | "mathematics"
  | "code"
  | "simple"
  | "creative"
  | "demanding"
  | "thorough"
  | "negation"
  | "courtesy"
  | "contrast"
  | "modal"
  | "english"
  | "german"
  | "french"
  | "spanish";

/** Whole words in four languages, in the form of the words for steps. */
export const DIFFICULTY_WORDS: readonly (readonly [cue: DifficultyCue, words: string])[] = [
  [
    "reasoning",
    "abwagen abwagung analice analizA analysE analysI analysis analysR analyzE annahmen arbitrage architecture architektur argue argumente argumentN argumentos arquitectura assess assumptions auswirkungen begrundD beweis beweise bewertD bias cas_limites casos_limite causaN causes comparA compare_les compareS comparR conflictN consecuencias consequences contradiccion contradicciones contradictionN contrast counterexample critically criticamente critique deduce deduis demontrR demostrA demuestrA derive deriveE diagnose edge_cases estrategia etape_par_etape evaluA evaluatE evaluR fair fairer folgere herleite hipotesis hypothesen hypotheseN hypothesis hypothesis_about implications infer interactions interplay interpretI invariants justificA justifiR justify kritisch lecturas lectures_possibles leite_her lesarten nuance nuanced optimiere optimise optimiza optimize paso_a_paso plausibel plausible proof prouve prove raisonne randfalle rationale razonA reason reasoning reconcile riesgos risiken risiko riskN risques root_cause_analysis root_causeN schritt_fur_schritt second_order step_by_step strategie strategy supuestos synthesize trade_offN tradeoffN ursache ursachen vergleichD wage weigh weigh_up widerspruch widerspruche",
  ],
  [
    "mathematics",
    "ableitung asymptotic bayes bayesian berechne berechnen calcula calcular calculate calcule calculer calculez calculus combinatorics compute confidence_interval convergeN derivada derivative derivee desigualdad ecuacion ecuaciones eigenvalue equationN expectation gleichung gleichungen induccion induction induktion inegalite inequality integral integrale konvergiert lemma logarithm matrice matrix matriz matrizen modulo nombres_premiers polynomial premier_nombre prime primoN primzahl probabilidad probabilite probability rechne recurrence regression resoudre resous resuelve satz_von solve squared theorem ungleichung variance varianz wahrscheinlichkeit work_out",
  ],
  [
    "code",
    "algorithme algorithmus algoritmo async compiler concurrencia concurrency concurrent concurrente database datenbank deadlock distribue distribuido distributed dockerfile implement implementa implemente implementiere mutex nebenlaufig nebenlaufigkeit race_condition refactor schema thread transaction transaktion unit_testN verteilt verteiltes",
  ],
  [
    "simple",
    "basic bref breve brief briefly corta corto court courte ein_satz ein_wort einfach ja_oder_nein just juste knapp kurz kurze kurzer one_line one_sentence one_word oui_ou_non quick quickly rapido schnell short si_o_no simple simplement simplemente simply single_word tl_dr un_mot una_frase una_palabra une_phrase vite yes_or_no",
  ],
  [
    "creative",
    "brainstorm creatif creative creativo cuento drehbuch gedicht geschichte guion haiku histoire imagina imagine kreativ limerick lyrics metaphor novel novela poem poema poeme roman scenario screenplay slogan soneto sonett sonnet stell_dir_vor story",
  ],
  [
    "demanding",
    "al_menos always ambigu ambiguo ambiguous anforderungen at_least at_most au_moins au_plus auser bedingung bedingungen bleiben cada chaque clauseN clausulaN como_maximo compliance conflicting consistent constraintN contrainteN cross_reference debe deben doit doivent each en_caso_de every every_condition exactamente exactement exactly except excepto exigences formally garantiere garantis garantiza genau glosario glossar glossary guarantee haftung hochstens if_not jamais jede jeder jurisdiction keep_all keep_every klausel klauseln liability luckenlos mehrdeutig mindestens muss mussen must never niemals no_more_than nothing_but nunca nur_falls nur_wenn ohne_auszulassen only_if only_when otherwise prazise precis precise precisely preciso regulations requirementN requisitos responsabilidad responsabilite restriccion restricciones rigoros rigorous rigorously rigoureuse rigoureusement rigurosamente riguroso sans_interruption sans_omettre sauf seulement_si si_no sin_omitir sin_perder sinon solo_si sonst streng thorough unless wenn_nicht when_two widerspruchlich without_changing without_exception",
  ],
  [
    "thorough",
    "a_fondo abschnitt_fur_abschnitt approfondi approfondie ausfuhrlich ausfuhrliche ausfuhrlichen capituloN chapitreN chapterN complet completa complete completo comprehensive detail detailed detaille detaillee detailliert detaillierte detaillierten detallada detallado exhaustif exhaustiva exhaustive exhaustivo full in_depth kapitel seccion_por_seccion section_by_section section_par_section umfassend umfassende vollstandig vollstandige",
  ],
  [
    "negation",
    "anstatt au_lieu_de doesn don en_lugar_de en_vez_de instead_of jamais kein keine keinen ne neither never nicht niemals no not nunca ohne pas rather_than sans sin statt without",
  ],
  [
    "courtesy",
    "aber abord after again ahora alors also alternatively and anschliesend auch aufgabe auserdem bien bitte but can could d dann de deine doch donc du einfach else encore entonces es est et favor finally first gern gerne hey hi il instead is ist just juste kannst kindly konnten konntest kurz lieber luego maintenant mais mal me mejor mich mir moi next nos nous now nun nur ok okay only otherwise peux plait please plutot podrias por pourriez pouvez primero puedes puis quickly rather s schnell seulement sie simplement simplemente simply sino so solamente solo sondern stattdessen ta tache tarea task te then to tu und uns us votre vous will would y you your zuerst",
  ],
  ["contrast", "aber but instead lieber mais mejor plutot rather sino sondern stattdessen"],
  ["modal", "bitte brauchte kannst konnen konnten konntest mochte sollst wurdest"],
  [
    "english",
    "an and are as at be but by for from have in is it not of on or that the they this to was which with you",
  ],
  [
    "german",
    "auch auf aus bei das dem den der des die ein eine es fur ich im ist mit nach nicht sich sie sind und von werden wir wird wurde zu",
  ],
  [
    "french",
    "au aux avec ce cette dans des du elle est et ete il la leN ne nous ont par pas pour que qui sont sur une vous",
  ],
  ["spanish", "al como con del el en es esta este fue ha han las loN mas no para pero por que se son suN una y"],
];
