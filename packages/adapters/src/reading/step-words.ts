// Each line is one group: the formatter would give every group its own folding.
import type { StepType } from "../steps/names.ts";

/** What a group of words speaks for, and how strongly. `summarize` is short or long by the size of the work. */
export type WordGroup = readonly [cue: StepType | "summarize" | "question" | "request", weight: number, words: string];

/**
 * Words that speak for a step, whole ones, in English, German, French and Spanish, with their inflections; `_` joins the
 * words of a phrase. Accents do not count. From a weight of 2 on they are commands: they count in full only where a
 * sentence begins with them, and half within one. The words of a group are sorted: so none comes twice, and they pack
 * better.
 */
export const STEP_WORDS: readonly WordGroup[] = [
  [
    "classify",
    3,
    "categorice categorise catégoriser catégorises catégorisez categoriza categorizar categorizas categorize clasifica clasifícalo clasificar clasificas clasifique classez classifie classifier classifies classifiez classify einordnen einzuordnen etiquétalo etiquetas étiquetez kategorisiere kategorisieren kategorisierst klassifizier klassifiziere klassifizieren klassifizierst label_each label_the label_this ordne_ein triage",
  ],
  [
    "classify",
    2.2,
    "asigna asigne assign attribue attribuez bestimme_das choisis_l_étiquette choisis_la_catégorie choose_the_category choose_the_label classe classer determina_la_intención détermine_l_intention determine_the_intent elige_la_categoría elige_la_etiqueta etikettiere etiqueta étiquette label pick_the_category qué_categoría quelle_catégorie stufe tag wähle_die_kategorie weise_zu welche_kategorie which_category which_label",
  ],
  [
    "classify",
    1.8,
    "absicht anliegen clasificador classificateur classification etiketten exactamente_una exactement_une genau_eine intención intent intention klassifikation klassifikator labels multi_label one_of_these sentiment sentiments sentimiento stimmung which_intent zero_shot",
  ],
  [
    "classify",
    1.2,
    "abteilung categoría categorías catégorie categories categorised categorized category department dringlichkeit einstufung étiquettes following_labels intents kategorie kategorien kategorisch kategorisierung négatif negativ negative negativo neutral one_of_the phishing positif positiv positive positivo prioridad priorität priorité queue route_it severity spam toxic urgence urgencia urgency which_of_these",
  ],
  [
    "rerank",
    3,
    "ordenas rank ranke re_rank reclasse reclasses reclassez reihst reordena reordenar reordenas reordene rerank reranke reranking rerankt sort_by_relevance sortierst",
  ],
  [
    "rerank",
    2.4,
    "bringe_in_eine hiérarchise jerarquiza ordena ordenar ordene order_the order_these ordonne ordonner ordonnez put_the_passages reihe_die sort sortier sortiere sortieren trie trier triez",
  ],
  [
    "rerank",
    1.6,
    "absteigend am_besten_passt best_match best_to_worst classement décroissant descendente descending más_relevante most_relevant pertinence pertinentes pertinents plus_pertinent rangfolge rangliste ranked ranking reihenfolge relevance relevancia relevantesten relevanz",
  ],
  [
    "rerank",
    0.8,
    "candidates candidatos candidats extraits fragmentos fundstellen hits kandidaten pasajes passages resultados_de_búsqueda résultats_de_recherche retrieved search_results snippets suchergebnisse textstellen treffer",
  ],
  [
    "extract",
    3,
    "entnehmen entnimm enumera_todas enumera_todos énumère_tous extract extracting extracts extrae extráeme extraer extraes extrahier extrahiere extrahieren extrahierst extraiga extraire extrais extrayez find_all finde_alle haz_una_lista_de_todos herausziehen list_all list_every liste_alle nenne_alle pull_out relève relever relevez",
  ],
  [
    "extract",
    2.2,
    "auslesen befülle capture collect collect_every dresse_la_liste fill fill_in fülle gather halte_fest identifica identifie identifiziere identify lies lies_aus localiza note_down notiere obtén parse parsea pick_out pull rassemble recoge recopila recueille récupère récupérez rellena rellene remplis remplissez repère repérez retrieve_all reúne saca sammeln sammle ziehe",
  ],
  [
    "extract",
    1.2,
    "als_json as_json campos champs data_extraction datos_estructurados données_structurées en_json entidades entitäten entités entities extracción extraction extraktion factura facture felder fields heraus invoice key_value line_item line_items rechnung structured_data strukturierte_daten",
  ],
  [
    "verify",
    3,
    "check_if check_that check_whether comprobar comprueba compruebas compruebe contraste cross_check double_check fact_check gegenprüfen is_it_true proofcheck prüfe prüfen_sie prüfst true_or_false überprüfe überprüfen überprüfst valida validate valide verdadero_o_falso verifica verificar verificas vérifie vérifier verifies vérifiez verifique verifiziere verifizieren verify vrai_ou_faux wahr_oder_falsch",
  ],
  [
    "verify",
    2,
    "assess_whether audit benote bestätige beurteile bewerte_ob bewertest_ob califica calificas check confirm confirma confirme confirmez contrôle contrôlez does_the_answer es_cierto es_correcto est_ce_exact evalúa_si évalue_si grade grade_the grades is_this_correct is_this_right ist_das_richtig judge juge juges juzga juzgas kontrolliere prüf stimmt_das stimmt_es",
  ],
  [
    "verify",
    1.5,
    "belegt consistent_with contradice contradict contradicted contradiction contradicts contradit contredit contredite correct_or_wrong entailed étayé étayée étayées evidence faithful faithfulness gedeckt gestützt grounded hallucinated hallucination hallucinations holds_up ja_oder_nein matches_the oui_ou_non respaldada respaldado richtig_oder_falsch right_or_wrong sí_o_no soutenue stimmt_überein stützt supported supports verdict veredicto vereinbar widerlegt widersprechen widerspricht yes_or_no",
  ],
  [
    "verify",
    1,
    "affirmation affirmations afirmación afirmaciones answer_key aussage behauptung behauptungen beleg belege claim claimed claims correctness corrigé evidencia exactitud exactitude fuente musterlösung preuve preuves prueba prüfer quelle reviewer richtigkeit rubric source_text verificador vérificateur",
  ],
  [
    "summarize",
    3,
    "abrevia_en boil_down condensa condensar condense condensez fass fasse fasst give_me_the_gist kürze_zusammen recap resuma resumas resume resúmelo resúmelos resúmeme résumer resumes résumez résumez_moi resumir sintetice sintetiza sintetizar sintetizas sum_up summarise summarising summarize summarizes summarizing synthétise synthétiser synthétisez tl_dr tldr verdichte verdichten zusammenfassen zusammenzufassen",
  ],
  [
    "summarize",
    1,
    "acta archive_copy briefing compte_rendu esencia essence gist grandes_lignes highlights ideas_principales kern kernpunkte key_points main_points minutes protokoll takeaways überblick what_happened_in zusammen",
  ],
  [
    "reason",
    3,
    "beweise beweisen deduce deduce_de deduis démontre démontrer démontrez demostrar demuestra derive herleiten infer_from leite_her prouve prouvez prove reason_through résolvez résoudre résous root_cause solve think_through wäge weigh_up",
  ],
  [
    "reason",
    2.2,
    "abwägen analice analiza analizar analyse analysez analysiere analysieren analyze argue averigua begründe begründen berechne berechnen calcula calcular calculate calcule calculer calculez compara comparar compare comparer comparez compute derive_the determina détermine determine_whether déterminez diagnose ermittle estima estimate estime evalúa evaluate évalue figure_out find_out finde_heraus halla herausfinden how_would_you_decide interpret interpreta interprète interpretiere justifica justifie justifiez leite löse lösen razona razone rechne rechne_aus resolver resuelva resuelve schätze should_we vergleiche vergleichen which_is_better work_out",
  ],
  [
    "reason",
    1.5,
    "acertijo avantages_et_inconvénients beweis combien conclude consequence correlación correlation counterexample cuántas cuánto cuántos deduction énigme étape_par_étape how_many hypothesen hypothèses hypothesis implications infer inference korrelation logic lógica logically logically_follows logik logique lohnt pas_à_pas paso_a_paso preuve_que probabilidad probabilité probability proof pros_and_cons puzzle rätsel reasoning riddle root_causes schritt_für_schritt shortest_path step_by_step theorem trade_offs tradeoff tradeoffs ventajas_y_desventajas vor_und_nachteile wahrscheinlichkeit which_option wie_viele worth_it",
  ],
  [
    "reason",
    0.8,
    "abwägung angenommen assuming at_least_one because_of best_option better causa causas cause causes conclusion contradicción ecuación equation gleichung justify schlussfolgerung strategy supón supongamos suppose supposez supposons therefore ursache ursachen what_if",
  ],
  [
    "code_gen",
    3,
    "code_review debug depura écris_un_script écris_une_fonction escribe_un_script escribe_una_consulta escribe_una_función fix_the_bug fix_this_bug implement implementa implementar implémente implémenter implémentez implementiere implementieren programa_una programme_une programmiere programmieren refactor refactoriza refaktoriere schreib_ein_skript schreib_eine_funktion schreibe_ein_skript schreibe_eine_funktion write_a_function write_a_program write_a_query write_a_script write_a_test write_code write_tests",
  ],
  [
    "code_gen",
    1.5,
    "bash codebase compile compiler component crud css decorator dockerfile docstring endpoint expresión_regular expression_régulière fonction función function functions funktion golang hook html java javascript jest kotlin kubernetes méthode_qui middleware php postgres postgresql pytest python react regex regexp regulärer_ausdruck rest_api rust script skript sql sqlite stack_trace swift terraform traceback typescript unit_test unit_tests yaml_pipeline",
  ],
  [
    "code_gen",
    0.8,
    "abfrage algorithm algorithme algorithmus algoritmo api array async bug bugs class code código coding consulta développeur entwickler exception library loop method null parser programa programador programm programme query_that requête software_engineer thread_safe typed",
  ],
  [
    "tool_call_decision",
    2.6,
    "call_a_tool call_the_tool choose_a_tool function_call function_calls nächste_aktion next_action pick_the_tool prochaine_action próxima_acción qué_herramienta quel_outil quelle_fonction_appeler tool_call tool_calls welche_funktion_soll welches_tool welches_werkzeug which_api which_function which_tool",
  ],
  [
    "tool_call_decision",
    1,
    "allume appeler aufrufen book_a enciende erinnere_mich herramienta herramientas invoke llamar outil outils rappelle_moi recuérdame remind_me reserva réserve schalte send_a_message set_a_timer stelle_einen tool tools turn_off turn_on werkzeug werkzeuge",
  ],
  [
    "plan",
    3,
    "break_down break_it break_this create_a_plan decompose décomposes décomposez descompón descompones descomponga draw_up_a_plan dresse_un_plan elabora_un_plan entwirf_einen erarbeite_einen erstelle_einen_plan établis_un_plan fais_un_plan haz_un_plan lay_out_the_steps mach_einen_plan make_a_plan map_out organise_mon organise_une organiza_un organize_my plan_a plan_my plan_our plan_out plan_the plane planen planifica planificar planificas planifie planifier planifies planifiez planifique planst prepara_un_plan stelle_einen_plan zerlege zerlegen zerlegst",
  ],
  [
    "plan",
    1.2,
    "abhängigkeiten arbeitspakete arbeitsschritte checklist checkliste day_by_day dépendances dependencias dependencies etapa etapas étape étapes hitos jalons meilensteine milestone milestones pasos phase phasen phases plan plan_de planer planificador planificateur planner rollout schritte sous_tâches steps_to sub_tasks subtareas subtasks tareas teilaufgaben timeline week_by_week",
  ],
  [
    "rewrite",
    3,
    "fix_the_grammar formuliere formuliere_neu formuliere_um make_it_sound make_this_sound parafrasea parafrasear parafrasee paraphrase paraphrasez paraphrasiere proofread redacta_de_nuevo rédige_à_nouveau redraft réécrire réécris réécriture réécrivez reelabora reescriba reescribe reescribes reescribir reescritura reformula reformulas reformulate reformule reformule_el reformuler reformules reformulez rehaz remanie rephrase retravaille revise reword rework rewrite rewritten schreibe_um überarbeite überarbeiten überarbeitest umformulieren umformulierung umschreiben umschreibung umzuformulieren umzuschreiben",
  ],
  [
    "rewrite",
    2.2,
    "abrège abrevia acorta acorte adapt adoucis améliore améliorez clean_up corrige corriger corriges corrigez dale_un_tono edit entschärfe expand glätte improve_the korrigiere korrigieren korrigierst kürze kürzen lektoriere mejora modernise modernize polish pule raccourcis raccourcissez redigier redigiere redigierst rends rends_ce rephrased reprends retoca shorten shorten_this simplifica simplifie simplifiez simplify soften suaviza tighten turn_this_into verbessere vereinfache vereinfachen verkürze",
  ],
  [
    "rewrite",
    1.2,
    "bedeutung_beibehalten clearer copy_editor einfacher_sprache erratas estilo fautes förmlicher freundlicher friendlier gramática grammaire grammar grammatik höflicher keep_the_meaning leichter_sprache lektor less_formal más_breve más_cortés más_formal more_concise more_formal more_polite orthographe ortografía plain_language plus_court plus_formel plus_poli rechtschreibung sound_less spelling stil style tippfehler ton_plus tone tonfall tono typos without_changing_the_meaning wording wortlaut",
  ],
  [
    "translate",
    3,
    "al_alemán al_español al_francés al_inglés en_allemand en_anglais en_espagnol en_français ins_deutsche ins_englische ins_französische ins_spanische into_english into_french into_german into_italian into_spanish localise localize traduce tradúcelo traduces traducir traduire traduis traduisez traduisons traduzca traduzco translate translates translating übersetz übersetze übersetzen übersetzen_sie übersetzt",
  ],
  [
    "translate",
    1.8,
    "auf_deutsch auf_englisch auf_französisch auf_italienisch auf_spanisch comment_dit_on cómo_se_dice deutsche_fassung dolmetscher en_italiano en_italien how_do_you_say in_english in_french in_german in_italian in_spanish spanish_version traducción traducciones traducteur traduction traductions traductor traductora traductrice translation translations translator übersetzer übersetzung übersetzungen version_anglaise version_française versión_inglesa wie_sagt_man",
  ],
  [
    "chat",
    1.6,
    "blague bonjour bonsoir buenas buenos_días ça_va chiste cómo_estás coucou cuéntame cuento danke empfiehl erzähl erzähle gedicht geschichte good_evening good_morning gracias guten_abend guten_morgen guten_tag haiku hallo hello hey hi histoire hola how_are_you joke let_s_talk limerick merci moin poem poema poème qu_en_penses qué_opinas qué_tal raconte recomienda recomiendas recommande recommend salut servus story tell_me thank_you thanks was_hältst what_do_you_think wie_geht witz",
  ],
  [
    "chat",
    0.6,
    "asistente assistant assistante assistent companion conmigo dein deine dir du i ich je ma me me_gusta mein meine mi mir moi mon my nosotros nous quiero tu usted vous we wir yo you your",
  ],
  [
    "summarize",
    1.9,
    "abstract abstracts briefings das_wichtigste des_résumés digest digests en_bref en_pocas_palabras en_resumen executive_summary extracto_breve in_a_nutshell in_brief in_kürze kernaussagen key_takeaways kurzfassung kurzfassungen l_essentiel le_résumé lo_esencial points_clés puntos_clave recaps resumen resúmenes síntesis summaries summary synthèse synthèses the_gist un_résumé zusammenfassung zusammenfassungen",
  ],
  [
    "plan",
    1.9,
    "ablaufplan agenda arbeitsplan cronograma cronogramas échéancier fahrplan feuille_de_route hoja_de_ruta itinéraire itinerario itinerary lernplan plan_d_action plan_détaillé plan_detallado plan_for planning plannings plans project_plan projektplan reiseplan roadmap trip_itinerary trip_plan zeitplan zeitpläne",
  ],
  ["plan", 2.4, "entwirf gliedere organise organisez organiza outline schedule"],
  ["classify", 1.4, "einsortieren ordne zuordnen zuzuordnen"],
  ["rerank", 1.4, "ordne"],
  ["reason", 1.4, "explain_why por_qué pourquoi warum weshalb why wieso"],
  [
    "request",
    2,
    "bring bringe create da dame donne donne_moi draft draw_up écris erstelle erstellen erstellst escribe escribes fais fertige genera generate gib give haz i_need ich_brauche il_me_faut make mets necesito need ordne pon prepara prepare produce propón propose provide redacta redactas rédige rédiges schreib schreibe schreibst write",
  ],
  [
    "question",
    2,
    "are can_i can_you comment cómo could_you cuál cuáles cuándo did do_you does dónde est_ce gibt_es hast_du hay how is ist kannst_du où peux_tu puedes qu_est quand qué quel quelle quels qui quién quiénes se_te_ocurre sind tu_aurais wann was welche wer what when where which who wie wo y_a_t_il",
  ],
  [
    "chat",
    1.1,
    "beschreibe décris describe draft écris erkläre escribe explain explica explique redacta rédige schreib schreibe verfasse write",
  ],
  [
    "rerank",
    1.9,
    "by_relevance most_relevant_first most_useful_first nach_relevanz order_of_relevance par_pertinence por_relevancia",
  ],
  [
    "extract",
    1.8,
    "citadas citados citées cités erwähnt erwähnten genannt genannten mencionada mencionadas mencionado mencionados mencionan mentioned mentionné mentionnée mentionnées mentionnés named_in",
  ],
  ["rewrite", 1.8, "klingen klingt sonner sound_like sound_more suene suenen"],
];
