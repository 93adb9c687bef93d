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
  | "modal"
  | "english"
  | "german"
  | "french"
  | "spanish";

/** Whole words in four languages, in the form of the words for steps. */
export const DIFFICULTY_WORDS: readonly (readonly [cue: DifficultyCue, words: string])[] = [
  [
    "reasoning",
    "abwägen abwägung analice analiza analyse analysez analysiere analysis analyze arbitrage architecture architektur arquitectura assess auswirkungen begründe beweis beweise bewerte cas_limites casos_límite causa causas causes compara compáralas compáralos compare compare_les comparez consecuencias conséquences contradicción contradicciones contradiction contradictions contrast counterexample critically críticamente critique deduce déduis démontre demuestra derive diagnose edge_cases estrategia étape_par_étape evalúa evaluate évalue folgere herleite hipótesis hypothese hypothesen hypotheses hypothesis implications infer interactions interplay invariants justifica justifícalo justifie justify kritisch lecturas lectures_possibles leite_her lesarten nuance nuanced optimiere optimise optimiza optimize paso_a_paso proof prouve prove raisonne randfälle razona reason reasoning reconcile root_cause root_cause_analysis root_causes schritt_für_schritt second_order step_by_step strategie strategy synthesize trade_offs tradeoff tradeoffs ursache ursachen vergleiche wäge weigh widerspruch widersprüche",
  ],
  [
    "mathematics",
    "ableitung asymptotic bayes bayesian berechne berechnen calcula calcular calculate calcule calculer calculez calculus combinatorics compute confidence_interval converge converges derivada derivative dérivée desigualdad ecuación ecuaciones eigenvalue equation equations expectation gleichung gleichungen inducción induction induktion inégalité inequality integral intégrale konvergiert lemma logarithm matrice matrix matriz matrizen modulo nombres_premiers polynomial premier_nombre prime primo primos primzahl probabilidad probabilité probability rechne récurrence regression résoudre résous resuelve satz_von solve squared theorem ungleichung variance varianz wahrscheinlichkeit work_out",
  ],
  [
    "code",
    "algorithm algorithme algorithmus algoritmo api async bash class code código compiler concurrencia concurrency concurrent concurrente css database datenbank deadlock distribué distribuido distributed dockerfile fonction función function funktion golang html implement implementa implémente implementiere java javascript kotlin mutex nebenläufig nebenläufigkeit postgres postgresql python race_condition react refactor regex rust schema script skript sql thread transaction transaktion typescript unit_test unit_tests verteilt verteiltes",
  ],
  [
    "simple",
    "basic bref brève brief briefly corta corto court courte ein_satz ein_wort einfach ja_oder_nein just juste knapp kurz kurze kurzer one_line one_sentence one_word oui_ou_non quick quickly rápido schnell short sí_o_no simple simplement simplemente simply single_word tl_dr un_mot una_frase una_palabra une_phrase vite yes_or_no",
  ],
  [
    "creative",
    "brainstorm créatif creative creativo cuento drehbuch gedicht geschichte guion haiku histoire imagina imagine kreativ limerick lyrics metaphor novel novela poem poema poème roman scénario screenplay slogan soneto sonett sonnet stell_dir_vor story",
  ],
  [
    "demanding",
    "always ambigu ambiguo ambiguous anforderungen außer bedingung bedingungen cada chaque clause clauses cláusula cláusulas compliance conflicting consistent constraint constraints contrainte contraintes cross_reference debe deben doit doivent each every exactamente exactement exactly except excepto exigences formally garantiere garantis garantiza genau guarantee haftung jamais jede jeder jurisdiction klausel klauseln liability lückenlos mehrdeutig muss müssen must never niemals nunca präzise précis precise precisely preciso regulations requirement requirements requisitos responsabilidad responsabilité restricción restricciones rigoros rigorous rigorously rigoureuse rigoureusement rigurosamente riguroso sauf streng thorough unless widersprüchlich without_exception",
  ],
  [
    "thorough",
    "a_fondo abschnitt_für_abschnitt approfondi approfondie ausführlich ausführliche ausführlichen capítulo capítulos chapitre chapitres chapter chapters complet completa complete completo comprehensive detail detailed détaillé détaillée detailliert detaillierte detaillierten detallada detallado exhaustif exhaustiva exhaustive exhaustivo full in_depth kapitel sección_por_sección section_by_section section_par_section umfassend umfassende vollständig vollständige",
  ],
  [
    "negation",
    "doesn don instead_of jamais kein keine keinen neither never nicht niemals not nunca ohne pas sans sin without",
  ],
  [
    "courtesy",
    "abord ahora also aufgabe bitte can could d dann de deine du es est favor finally first il is ist kannst kindly könnten könntest luego maintenant mal me mir next now nun peux plaît please podrías por pourriez pouvez primero puedes puis s sie ta tâche tarea task te then to tu votre vous will would you your zuerst",
  ],
  ["modal", "bitte bräuchte kannst können könnten könntest möchte sollst würdest"],
  [
    "english",
    "an and are as at be but by for from have in is it not of on or that the they this to was which with you",
  ],
  [
    "german",
    "auch auf aus bei das dem den der des die ein eine es für ich im ist mit nach nicht sich sie sind und von werden wir wird wurde zu",
  ],
  [
    "french",
    "au aux avec ce cette dans des du elle est et été il la le les ne nous ont par pas pour que qui sont sur une vous",
  ],
  ["spanish", "al como con del el en es esta este fue ha han las lo los más no para pero por que se son su sus una y"],
];
