// Each line is one group: the formatter would give every group its own folding.
import type { StepType } from "../steps/names.ts";

/**
 * What a group of words speaks for, and how strongly. `summarize` is short or long by the size of the work; the other
 * cues that are no steps are kinds of words: what begins a question, or one of choice, a verb that asks for something,
 * what points at the material, what says that one of many is wanted, what there are many of, and those that {@link
 * FRAMES} are made of.
 */
export type WordGroup = readonly [cue: StepType | Kind, weight: number, words: string];

/** The kinds of words that are no steps. */
export type Kind =
  | "summarize"
  | "ask"
  | "question"
  | "choice"
  | "this"
  | "findings"
  | "make"
  | "finer"
  | "more"
  | "sound"
  | "tone"
  | "grammar"
  | "errors"
  | "version"
  | "text"
  | "language"
  | "say"
  | "all"
  | "entity"
  | "within"
  | "format"
  | "reply"
  | "oneof"
  | "into"
  | "please"
  | "or"
  | "label"
  | "mood"
  | "order"
  | "relevance"
  | "descending"
  | "query"
  | "check"
  | "whether"
  | "claim"
  | "source"
  | "agree"
  | "size"
  | "few"
  | "should"
  | "greater"
  | "why"
  | "program"
  | "codelang"
  | "fix"
  | "step"
  | "first"
  | "arrange"
  | "schedule"
  | "goal"
  | "particle";

/** What a capital at the end of a stem stands for: the endings of its kind of word, which replace it in turn. */
export const ENDINGS: Readonly<Record<string, string>> = {
  S: " s ing",
  E: "e es ing",
  N: " s",
  D: " e en st t",
  I: "ier iere ieren ierst iert",
  G: " e em en er es",
  R: "e er es ez",
  X: " e es s",
  A: "a ala alas alo alos ame ar arla arlas arlo arlos arme as e ela elo eme es",
  B: "a ala alo as e ela elas elo elos eme er erla erlo es ir irla irlas irlo irlos irme",
  U: "e ela elas elo elos eme en es",
  O: "a as o os",
};

/**
 * Words that speak for a step, whole ones, in English, German, French and Spanish; `_` joins the words of a phrase, a
 * capital stands for endings ({@link ENDINGS}), and `fass|zusammen` for all forms of a German verb that comes apart.
 * Accents do not count and are left out, and ß is s. From a weight of 2 on they are commands: they count in full only where a sentence begins with
 * them, and half within one. The words of a group are sorted: so none comes twice, and they pack better.
 */
export const STEP_WORDS: readonly WordGroup[] = [
  [
    "classify",
    3,
    "categoricU categorisE categorisR categorizA categorizE clasificA clasifiquU classez classifiR classify classifying encasillA etikettI etiquetA etiquetez etiquetX kategorisI klassifizI ordn|ein rubrizI sort_into sortier|ein stuf|ein teil|ein triage",
  ],
  [
    "classify",
    2.2,
    "asignA assignS attribuR bucketS classR etiquett etiquette flagS_as gruppI labelS ordn|zu qualifiR rangR_dans routeN stufe tagS weis|zu",
  ],
  [
    "classify",
    1.9,
    "categorisation categorizacion clasificacion classificationN classifierN de_quelle_nature eine_der_folgenden einordnung einstufung etiquetado etiquetage exactly_one_of kategorisierung klassifikation klassifizierung one_of_the_following polaridad polarite polarity que_idioma que_lengua quelle_langue tonalitat vorsortierung welche_sprache welcher_sprache what_language which_language zuordnung",
  ],
  [
    "classify",
    1.8,
    "absicht anliegen clasificador classificateur etiketten exactamente_una exactement_une genau_eine intencion intent intention klassifikator sentimentN sentimiento stimmung zero_shot",
  ],
  ["classify", 1.4, "ordne"],
  [
    "rerank",
    3,
    "hierarchisR jerarquicU jerarquizA ordenas ranke rankS re_rank reclassR reihD|auf reihst reordenA reranke rerankS rerankt shortlist sortierst",
  ],
  [
    "rerank",
    2.4,
    "bringe_in_eine ordenA orderS_the orderS_them orderS_these ordonnR reihe_die reih|auf reorderS sortI sortS triR",
  ],
  ["rerank", 1.9, "by_relevance nach_relevanz par_pertinence por_relevancia"],
  [
    "rerank",
    1.7,
    "classement das_beste_zuerst de_mas_a_menos de_mayor_a_menor most_to_least rangfolge rangliste rangordnung reranker search_relevance top_k",
  ],
  ["rerank", 1.6, "absteigend am_besten_passt best_match decroissant descendente descending ranked reihenfolge"],
  [
    "extract",
    3,
    "befullD entnehmen entnimm enumerA enumerate enumerR extractS extraelaN extraeloN extraeme extraeN extraer extrahI extraiga extraigan extraire extrais extrayez filter|heraus find_all find_every hol|heraus les|heraus lies|aus lies|heraus listA_todas listA_todos listS_all listS_each listS_every list|auf parseS pick_out recensR relevR sacame schreib|heraus schreib|raus scrape such|heraus such|raus zahl|auf zieh|heraus zieh|raus",
  ],
  [
    "extract",
    2.2,
    "auslesen captureS collectS erfasse erfassen erfasst extraitX fill fulle gatherS grab identificA identifiR identifizI identifyS listA listR localicU localizA notI obten obtenB parseA pull rassemble recogE recopilA recueille recuperR rellenA remplis remplissez reperR retrieve_all reune sacA sammelD sammeln sammle ziehe",
  ],
  [
    "extract",
    1.8,
    "citadas citados citees cites erwahnt erwahnten genannt genannten mencionadO mencionan mentioned mentionneX named_in",
  ],
  ["extract", 1.5, "extraccion extraktion"],
  [
    "extract",
    1.2,
    "datos_estructurados donnees_structurees entidades entitaten entites entities extraction heraus line_itemN structured_data strukturierte_daten",
  ],
  [
    "verify",
    3,
    "cierto_o_falso comprobA compruebA contraste contre_verifiR cotejA cross_check double_check es_cierto es_verdad est_il_vrai fact_checkS factcheck gegenlesen gleich|ab is_it_true ist_das_richtig make_sure prufD pruf|gegen pruf|nach rechn|nach recoupR richtig_oder_falsch see_whether spot_check stimmt_das stimmt_es trifft_es_zu true_or_false uberprufD validA validatE validI verdadero_o_falso verificA verifiquU verifiR verifizI verifyS vrai_ou_faux wahr_oder_falsch",
  ],
  [
    "verify",
    2,
    "assess_whether audit begutachtD benote bestatigD beurteil beurteile beurteile_ob bewerte_ob bewertest_ob calificaN certify check confirmA confirmR confirmS controlR determina_si determine_if determine_si determine_whether does_the_answer evalua_si evaluate_if evaluate_whether evalue_si gradeS judgE jugR juzgA kontrollI sag_ob",
  ],
  [
    "verify",
    1.6,
    "backed_by backed_up bear_out belegt_durch_den conforme_a consistent_with contradicted_by fact_checker faithful_to faktencheck faktenprufung faktentreue fidele_a fiel_a follows_from gedeckt_durch geht_aus geht_hervor grounded_in hervor_dass il_ressort in_line_with korrektheit nachprufung refuted refuteN ressort_du se_deduce_del se_desprende supported_by uberprufung unsupported verificacion verification",
  ],
  [
    "verify",
    1.5,
    "contradiction contradictN contradit correct_or_wrong entailed etaye etayeeN evidence faithfulness hallucinated hallucinationN holds_up ja_oder_nein matches_the oui_ou_non right_or_wrong si_o_no stimmt_uberein verdict veredicto vereinbar widerlegt widersprechen yes_or_no",
  ],
  [
    "summarize",
    3,
    "abrevia_en abrevie boil_down bring_es_auf_den_punkt condensA condensE condensR cut_down dampf|ein distil distill fass fasse fasst fass|zusammen give_me_the_short kurze_zusammen recapitulA recapitulR recapS rekapitulI resumB resumR sinteticU sintetizA sum_up summarisE summarizE synthetisR tl_dr tldr trim_down verdichtD zusammenkurzen",
  ],
  [
    "summarize",
    1.9,
    "abstractN bottom_line briefings compte_rendu das_wesentliche das_wichtigste de_que_habla de_que_trata de_que_va de_quoi_parle de_quoi_s_agit_il die_wichtigsten_punkte digestN en_bref en_pocas_palabras gist grandes_lignes hauptaussage hauptaussagen hauptpunkte highlights ideas_clave ideas_principales idees_cles idees_principales in_a_few_words in_a_nutshell in_brief in_kurze inhaltsangabe kernaussage kernaussagen kernpunkte key_ideas key_pointN kurzfassung kurzfassungen l_essentiel lo_esencial lo_mas_importante lo_principal main_ideaN main_pointN overview_of points_cles points_essentiels points_principaux puntos_clave puntos_principales quintessenz resumen resumeN resumenes short_version sintesis summaries summarizer summary synopsis syntheseN takeaways uberblick_uber upshot was_steht_in what_does_it_say what_does_this_say what_is_this_about worum_geht_es zusammenfassung zusammenfassungen",
  ],
  [
    "reason",
    3,
    "beweisD deducE deduire deduis deduisez demontrR demostrA demuestrA denk|durch deriveE deriveN deriving infer_from leit|ab leit|her lose montrR_que muestrA_que prouvR proveN proving razonA reason_about reason_through rechn|durch resolvB resolvez resoudre resous resuelvB root_cause show_that solvE think_through wage wag|ab weigh_up work_through zeigD_dass",
  ],
  [
    "reason",
    2.2,
    "analicU analizA analysE analysI analysR analyzE argue argumentA argumentI argumentR assess assesses begrundD berechnD beurteilD bewertD calculA calculatE calculR comparA comparE compareS comparR computE contrastS critically critique determina determine determine_whether determinez diagnosE diagnostiquE diagnostiquR diagnostizI discuss discutR diskutI ermittlD erortere erortrE estimA estimatE estimR evaluA evaluatE evaluR examinA examinE examinR explica_por_que figure_out find|heraus interpretA interpretI interpretR interpretS justificA justifiquU justifiR justify pesR rechne rechn|aus rechn|um schatze schatz|ab schatz|ein sopesA stell|gegenuber untersuchD vergleichD work_out",
  ],
  [
    "reason",
    1.8,
    "advantages avantages desventajas disadvantages drawbacks inconvenientes inconvenients nachteile schiefgelaufen ventajas vorteile went_wrong",
  ],
  ["reason", 1.7, "el_doble fur_und_gegen le_double raisonnement razonamiento rechenweg show_your_work was_dagegen"],
  [
    "reason",
    1.6,
    "abwagung acertijo brain_teaser combien compromis consequences_of cost_benefit counterexample cuantO enigme etape_par_etape fur_und_wider how_likely how_long how_many how_much how_old paradox pas_a_pas paso_a_paso pourquoi pros_and_cons puzzle que_conviene que_edad quel_age ratsel riddle schritt_fur_schritt step_by_step trade_offN tradeoffN vale_la_pena vaut_il_mieux warum was_spricht weigh weshalb what_are_the_odds what_follows what_if which_one_is_better wie_alt wie_lange wie_viel wie_viele wie_wahrscheinlich wieso worth_it",
  ],
  [
    "reason",
    1.5,
    "conclude consequence deduction hypothesen hypotheses hypothesis implications infer inference logica logically_follows logique lohnt probabilidad probabilite probability proof reasoning root_causes theorem wahrscheinlichkeit",
  ],
  ["reason", 1.4, "why"],
  [
    "code_gen",
    3,
    "code_review code_up codR_une debugS depurA fix_the_bug fix_this_bug implementA implementI implementR implementS programA programa_una programme_une programmI programmR refactorA refactorisR refactoriza refactorS refaktorI",
  ],
  ["code_gen", 1.6, "express haskell latex one_liner race_condition scala yaml_file"],
  [
    "code_gen",
    1.5,
    "codebase compile compiler component crud decorator dockerfile docstring endpoint fonction funcion functionN funktion hook jest middleware regexp script skript stack_trace traceback unit_testN",
  ],
  [
    "tool_call_decision",
    2.6,
    "call_a_tool call_the_tool function_callN tool_callN which_api which_function which_tool",
  ],
  [
    "plan",
    3,
    "arbeit|aus break_it_down break_this_down break_up_into breakS_down decomposE decomposR decoupR descompon descomponE desglosA lay_out map_out plane planen planificA planifiquU planifiR planS planst plan|ein teil|auf untergliedrE unterteilD zerlegD",
  ],
  ["plan", 2.4, "entwirf gliedere outline schedule"],
  [
    "plan",
    2.2,
    "coordinatE gliedrE koordinI organicU organisE organisI organisR organizA organizE outlineS scheduleS structurE_the structurR strukturI",
  ],
  [
    "plan",
    1.9,
    "bis_wann by_when comment_proceder como_procedo dans_quel_ordre en_que_orden gehe_ich_vor gehen_wir_vor go_about how_to_approach in_welcher_reihenfolge in_what_order in_which_order m_y_prendre planer planner qui_fait_quoi quien_hace_que subgoals teilziele vorgehen wer_macht_was who_does_what womit_fange_ich",
  ],
  ["plan", 1.2, "abhangigkeiten arbeitsschritte day_by_day dependances dependencias dependencies rollout week_by_week"],
  [
    "rewrite",
    3,
    "autrement con_otras_palabras copy_edit copyeditS de_otra_forma de_otra_manera formuliere formulier|neu formulier|um in_other_words lektorI mit_anderen_worten parafraseA paraphrasE paraphrasI paraphrasR proofreadS redactA_de_nuevo redigI redraftS reecrire reecris reecrivez reelaborA reescribB reformulA reformulate reformulR rehaz remaniR rephrasE restatE retravaillR revisE reviseE rewordS reworkS rewritE rewriteS rewritten schreib|um stell|um tone_down uberarbeitD",
  ],
  [
    "rewrite",
    2.2,
    "abregR abreviA acortA adaptA adaptR adaptS_to adoucis allegR ameliorR clean_up correct_the corrigB corrigE corrigR corrijB corrijE editS entscharfD expand fluidifiR formulier|aus glattD improvE korrigI kurze kurzen kurzt mejorA moderniser modernize peaufinR polishS pulB raccourcir raccourcis raccourcissez raccourcR rends rephrased reprends retocA shortenS simplificA simplifiquU simplifiR simplify smooth_out softenS suavizA tightenS turn_this_into verbessD verbessere verbessern verbessre vereinfachD",
  ],
  [
    "rewrite",
    1.8,
    "besseres_deutsch copy_editor correcteur einfache_sprache einfacher_sprache in_a_more keep_the_meaning klingen klingt langage_clair leichter_sprache lektorat lenguaje_claro lenguaje_sencillo plain_english plain_language proofreader reformulation relecture sans_changer_le_sens simple_english sin_cambiar_el_sentido sonner sound_like sprachlich stilistisch suene suenen uberarbeitung without_changing_the_meaning",
  ],
  ["rewrite", 1.2, "clearer friendlier lektor mas_breve plus_court"],
  [
    "translate",
    3,
    "dolmetschD localisE localizE traducB traducE traduire traduis traduisE traduisez traduisons traduit traduzca traduzco traduzcU translatE translateS translitera transliterate ubersetzD ubertragD_ins",
  ],
  [
    "translate",
    1.9,
    "ausgangssprache interpreter langue_cible target_language traduccion traducciones traducteur traductionN traductor traductora traductrice translationN translatorN ubersetzer ubersetzerin ubersetzung ubersetzungen was_heist zielsprache",
  ],
  ["translate", 1.8, "dolmetscher"],
  [
    "chat",
    1.7,
    "adios blague bonjour bonsoir bored buenas buenos_dias bye ca_va chiste como_estas coucou cuentame cuentoN danke empfiehl erzahl erzahle favorite gedicht geschichte good_evening good_morning gracias guten_abend guten_morgen guten_tag haiku hallo hello hey hi histoire hola jokeN limerick merci moin poem poema poeme que_tal racontR recomendA recomiendA recommandR recommend salut servus story thanks was_geht witz",
  ],
  ["chat", 1.6, "wie_geht"],
  [
    "chat",
    1.1,
    "beschreibe decris describe draft ecris erklare escribe explain explica explique redacta redige schreib schreibe verfasse write",
  ],
  ["chat", 0.8, "du estoy i ich j je me mein meine mi my nous soy tengo tu we wir yo you your"],
  ["chat", 0.6, "assistant conmigo dein deine dir ma mir quiero"],
  [
    "ask",
    2,
    "baue besoin brauche bring bringe build cita cite concois crea crear create cree creer da dame dar deme design devise dime dis_moi disena dites_moi donne donne_moi donnez draft draw_up dresse ecrire ecris ecrivez elabora entwickle entwirf erarbeite erstellD escribE etablis fais faut fertige gebe genera generate generR gib give haz hazme i_need ich_brauche il_me_faut indica indique list liste make mets montre muestra muestrame necesito need nenn nenne ordne output pon prepara preparame prepare produce produis propon propose provide quiero redactaN redigR return sag schreibD show suggest tell traza voudrais want write zeig zeige",
  ],
  [
    "question",
    2,
    "are c_est_quoi can_i can_you comment como could_you cual cuales cuando did do_you does donde est_ce est_ce_que gibt_es hast_du hay how is ist kannst_du ou peux_tu pourquoi puedes qu_est qu_est_ce quand que quelle quelN qui quien quienes se_te_ocurre sind tu_aurais wann was was_ist welche wer what when where which who wie wo y_a_t_il",
  ],
  [
    "choice",
    1,
    "are cual cuales does es est est_ce est_elle est_il is ist quelleN quelN sind son sont welchem welcheN welcher which",
  ],
  [
    "this",
    1,
    "ceN cet cette diesem diesen dieseN dieser ese este estO folgende folgenden following here siguienteN suivante suivantN these this those",
  ],
  [
    "findings",
    1,
    "absatze absatzen abschnitte answers antworten applicants articles articulos artikel candidates candidatos candidats chunks documentos documents dokumente dokumenten eintrage entradas entries ergebnisse excerpts extraits fiches fragmentos fragments fundstellen hits items kandidaten listings options paragraphes paragraphs parrafos pasajes passagen passages products reponses respuestas resultados resultats results snippets suchergebnisse textausschnitte textstellen treffer",
  ],
  [
    "make",
    1,
    "bringD convert convierte cut dale dejA faire fais faites get give hacer hacerlo haga haz hazla hazlo hazme machD makeN making mets mettez mettre pasA passe passez pon poner ponga ponlo ponme put render rendez rendre rends tourne transform transformA transformR trim turnS verwandelD vuelvE",
  ],
  [
    "finer",
    1,
    "better_english cleaner clearer diplomatischerG einfacherG flussigerG formellerG formlicherG freundlicherG friendlier hoflicherG kinder klarerG knapperG kurzerG langerG lesbarerG less_formal less_stiff less_wordy lockererG longer mas_amable mas_brevE mas_clarO mas_cortO mas_educado mas_formal mas_natural mas_sencillO menos_formal moins_formel moins_sec more_casual more_concise more_formal more_friendly more_natural more_polite more_professional naturlicherG netterG nicer personlicherG plain_english plain_language plainer plus_clairX plus_concisX plus_courtX plus_formelX plus_naturel plus_poliX plus_simpleN politer praziserG professionellerG sachlicherG shorter simple_english simpler smoother softer tighter verstandlicherG warmerG",
  ],
  ["more", 1, "demasiado less mas mehr menos moins more plus too trop weniger zu_sehr"],
  ["sound", 1, "klingD readS sonnent sonnR sounding soundN suenA"],
  [
    "tone",
    1,
    "casual coloquial concise cortes courtois du_form educado estilo familier formal formel formellG formlichG freundlichG friendly hoflichG informal lockerG poli polie polite profesional professional professionellG professionnel register registre registro sachlichG sie_form soutenu stil style ton tone tonfall tonlage tono voice wording",
  ],
  [
    "grammar",
    1,
    "coquilles erratas faltas faltas_de_ortografia fautes gramatica grammaire grammar grammatical grammatik grammatikfehler kommafehler orthographe ortografia ponctuation punctuation puntuacion rechtschreibfehler rechtschreibung spelling tippfehler typoN zeichensetzung",
  ],
  ["errors", 1, "bugN erreurN errores errorN falsch fehler mistakeN wrong"],
  [
    "version",
    1,
    "alternativeN draft fassung fassungen formulationN formulierung formulierungen phrasing redaccion rendering variant varianten varianteN versiones versionN",
  ],
  [
    "text",
    1,
    "absatz abstract_below anschreiben article articulo artikel aufsatz beitrag bericht billet bio blurb brief caption carta correo courriel cover_letter emailN ensayo essay frase headline informe letter lettre mailN memo mensaje message nachricht note paragraph paragraphe parrafo passage phrase post rapport report satz schreiben sentence speech texte textN texto titre titulo tweet uberschrift",
  ],
  [
    "language",
    1,
    "aleman alemana allemandX anglaisX arabe arabic arabischG chinese chinesischG chino chinoisX deutschG dutch englischG english espagnolX espanol espanola francaisX francesa francesN franzosischG french german grec greek griego inglesa inglesN italian italianO italien italienischG italienne japanese japanischG japonaisX japones korean latin neerlandaisX niederlandischG polish polnischG polonaisX portugaisX portugiesischG portuguesa portuguese portuguesN ruso russeN russian russischG spanischG spanish swedish turc turco turkischG turkish ukrainien",
  ],
  [
    "say",
    1,
    "ausdrucken bedeutet bedeutung call called decir dice dicen digo dirait dire diria dis dit expresA express exprimR heist meanN muttersprachler native native_speaker phrase_this sage sagen sagt sayN significa signifie speaker veut_dire",
  ],
  ["all", 1, "all alle allen aller any both cada chaque each every jeden jedeN samtliche todas todos tous toutes"],
  [
    "entity",
    1,
    "action_items address addresses adressen adresseN amountN anschrift anschriften beschlusse bestellnummer betrag betrage cantidad cantidades chiffres companies company contact_details coordonnees dateN daten datos_de_contacto datum deadlineN decisiones decisionN delaiN direccion direcciones e_mail_adressen echeanceN email_address email_addresses emails empresas enlaces entities entreprises fechaN figures firmen frist fristen idN importeN ingredientes ingredientN invoice_number keywordN kontaktdaten kundennummer liens lieu lieux linkN locationN lugar lugares mengen montantN nameN namen nombreN nomN numberN numero_de_commande numeroN nummer order_number organizationN ort orte participantes participantN people personas personen personN personnes phone_numberN phones placeN plazoN precioN preis preise priceN prix productN quantites quantities quantity rechnungsnummer reference_number responsableN skillN teilnehmer telefonnummer telefonnummern telefonoN telephone termin termine totalN uhrzeit uhrzeiten unternehmen urlN zahlen zutaten",
  ],
  [
    "within",
    1,
    "aparece aparecen apparaissent apparait appearN auftauchen auftaucht aus_dem aus_den aus_der aus_diesem aus_dieser below ci_dessous citadO citeX contained contains contenuX contiene dans_ce dans_cet dans_cette dans_le_texte daraus darin de_ce de_cette de_esta de_este del_siguiente del_texto du_texte en_el_texto en_esta en_este enthalt enthalten erwahnt erwahnte erwahnten figuran figure figurent found_in from_each from_it from_the from_this genannt genannten im_folgenden im_text in_diesem in_dieser in_here in_the_below in_the_following in_the_text in_this listed menciona mencionadO mencionan mentioned mentionneX mentions named occurN siguiente_texto stated unten vorkommen vorkommt",
  ],
  [
    "format",
    1,
    "campoN champN colonnes columnas columns csv datensatz feld felder ficha fiche fieldN form formulaire formular json key_value list lista liste recordN registroN spalten spreadsheet tabelle tabla table tableau xml yaml",
  ],
  [
    "reply",
    1,
    "answerS antworte antworten antwortest ausgabe contestA devuelva devuelveN gib gibst outputN renvoie renvoyer renvoyez replyS repondez repondre repondS responda respondeN responder respondS retourne returnN salida zuruck",
  ],
  [
    "oneof",
    1,
    "eine_der einem_der einem_wort einer_der either exactly_one folgenden following genau_eine genau_einem genau_einer just_one l_un_des l_une_des nada_mas nothing_else nur_eins nur_mit one_of one_word only_with rien_d_autre seulement siguienteN single_word solamente sonst_nichts suivantX un_des un_mot un_seul un_solo una_de una_palabra una_sola une_des une_seule unicamente uniquement uno_de",
  ],
  ["into", 1, "al auf en hacia inN into to vers"],
  ["please", 1, "bitte favor plait please"],
  ["or", 1, "o oder or ou versus vs"],
  [
    "label",
    1,
    "absicht abteilung art attitude bucket carpeta categoriaN categorieN category claseN class classeN departamento department dossier dringlichkeit einstufung emotion etiquetaN etiquetteN folder genre group humeur intencion intent intention kategorie kategorien kind klasse klassen labelN mood nivel ordner prioridad prioritat priorite priority queue rubrik rubrique seccion section sektion sentiment sentimiento service severity sorte stimmung stufe tagN team tema thema theme tier tipo ton topic typ type urgence urgencia",
  ],
  [
    "mood",
    1,
    "abusive anfrage angry appropriate beleidigend beschwerde billing complaint content contento dringendG elogio enerve enfadadO enquiry envio facturacion fake feedback gemischt haineuse haineux ham happy hasserfullt hateful inappropriate inapropiado injurieux inquiry insultant insultante insulting ironic ironico ironique ironisch livraison lob mecontent mitige mixed negatif negativG negativO neutralG neutre neutrO odio ofensivo offensant offensive pago paiement payment phishing plainte positifN positivG positivO praise pub publicidad publicite queja reclamacion reclamation reklamation request_type sad sales sarcasm sarcastic sarcastico sarcastique sarkastisch satisfait satisfechO satisfied shipping soporte sospechoso spam support suspect suspicious technical toxic unangemessen unzufrieden upset urgent urgente ventas verargert verdachtig versand vertrieb werbung wutend zahlung zufrieden",
  ],
  [
    "order",
    1,
    "arrange clasificA classR colocA orden ordenA orderS ordnD ordonnR ordre pon put range ranger rangez rankS reihD reihenfolge reorder sequence sortI sortS trie trier triez",
  ],
  [
    "relevance",
    1,
    "adecuadO approprie best besten cercano closest correspond fitN helpful hilfreichG hilfreichste hilfreichsten important match matches matching meilleurX mejor mejores mieux nutzlichG nutzlichste nutzlichsten passen passend passendste passendsten passt pertinence pertinenteN pertinentX procheN relevance relevancia relevancy relevanteN relevanteste relevantesten relevantG relevanz responde_mejor suitable suited useful usefulness util utileN wichtigsten",
  ],
  [
    "descending",
    1,
    "absteigend al_menos al_peor al_que_menos am_wenigsten an_erster arriba at_the_top au_moins au_pire best_to d_abord decroissant del_mas descendente descending du_plus en_premier en_tete ersten first highest least most_relevant oben primero que_peor schlechtesten to_least to_worst top zuerst zuoberst zweitbesten",
  ],
  [
    "query",
    1,
    "anfrage busqueda consulta frage pregunta queries query question recherche request_below requete search_query search_term suchanfrage suchbegriff",
  ],
  [
    "check",
    1,
    "assess audit beurteilD bewertD checkS compare compruebA controlR decide determine dime diN dites durchsieh entscheidD evaluA evaluR examine hold indica indique inspect judge jugR kontrollI look mirA prufD regarde relis repasa review revisA schau screen see sieh test uberprufD verificA verifiR",
  ],
  ["whether", 1, "if ob si whether"],
  [
    "claim",
    1,
    "affirmationN afirmacion afirmaciones answer antwort assertionN aussage aussagen behauptung behauptungen berechnung borrador brouillon calcul calculation calculo cita citation claimN conclusion declaracion declaration draft enonce entwurf enunciado ergebnis figures frase gelost gerechnet headline hypothese hypothesis phrase quote rechnung reply reponse resolu response respuesta resuelto result resultado resultat satz sentence solved statementN these zitat",
  ],
  [
    "source",
    1,
    "article beleg belege context contexte contexto documentN documento dokument evidence evidencia extrait fragmento fuenteN kontext original pasaje passage pramisse premise preuveN quelle quellen quelltext referenceN sourceN textstelle transcript vorlage",
  ],
  [
    "agree",
    1,
    "accurate apoya appuie appuye backed backN belegt bestatigt bien_hecho bien_resuelto cierta cierto coincide coinciden confirma confirme confirmed confirmS conforme consistent contradice contradicted contradictS contredit correct correcte correctO deckt entailN erfunden etayX exacta exacte exactN exacto fabricated faithful falsa falsch false falso fausse faux fideleN fiel fonde gedeckt gestutzt gleich grounded hallucinated identical identique identisch igual iguales inaccurate inconsistent incorrect incorrectO inventado invente invented juste korrekt match matches meme mismoN respalda respaldada respaldado richtig right same soutenu soutient stimmen stimmt stutzt supported supportS sustenta trifft_zu true verdad verdadero vrai vraie wahr widerspricht wrong zutreffend zutrifft",
  ],
  [
    "size",
    1,
    "absatz bullet_points bulletN fraseN ligneN lineaN lineN motN palabraN paragraphe paragraphN parrafo phraseN points puces punkte punkten puntos satz satze satzen sentenceN stichpunkte stichpunkten stichworten vinetas wordN wort worten worter wortern zeile zeilen",
  ],
  [
    "few",
    1,
    "1 10 100 120 150 2 20 200 3 30 4 5 50 6 7 8 at_maximum at_most cinco cinq couple cuatro deux diez dix dos drei eight ein einem einen einer few five four funf half_a hochstens max maximal maximum no_more_than one paar pocas pocos quatre quelques sechs seis seven single six ten three tres trois two un una under une uno vier wenige wenigen zehn zwei",
  ],
  [
    "should",
    1,
    "convendria conviene debemos deberia deberiamos debo devrais devrait devrions dois doit_on faut_il ought shall should soll sollen sollte sollten",
  ],
  [
    "greater",
    1,
    "als alter avantageux baratO besser better bigger billiger carO cheaper cherX faster groser gunstiger kleiner larger likelier likely lohnender mayor meilleurX mejor menor mieux peor pesa pesadO pire preferable preferible probable rapide rapido schlechter schneller sinnvoller sooner teurer than wahrscheinlicher worse",
  ],
  [
    "why",
    1,
    "because begrunde begrundung causaN causeN explanation grund how_so justifica justification justifie justify por_que pourquoi raison razon reason reason_for ursache ursachen warum weshalb why wieso",
  ],
  [
    "program",
    1,
    "abfrage algorithm api app ausdruck clase class classe code codigo component componente composant consulta decorator endpoint expresion_regular expression_reguliere fonctionN funcion funciones functionN funktion funktionen helper hook klasse komponente method methode metodo middleware migration module package parser program programa programm programme quelltext query requete schnittstelle scraper script skript snippet testN webseite website",
  ],
  [
    "codelang",
    1,
    "angular bash css def django docker excel flask golang html java javascript js jsx kotlin kubernetes laravel matlab mysql node numpy pandas perl php postgres postgresql powershell py python react regex ruby rust shell sql sqlite svelte swift terraform ts tsx typescript vba vue",
  ],
  [
    "fix",
    1,
    "add agregA ajoutR anadE arreglA behebD cambiA change convert convertis convierte debug erganzD ersetzD extend fix migrate modificA modifiR optimI optimisR optimizA patch reemplazA remove remplacR repair reparI reparR replace throws update",
  ],
  [
    "step",
    1,
    "arbeitspakete aufgaben etapaN etapeN etappe etappen faseN hitoN jalonN meilenstein meilensteine milestoneN pasoN phasen phaseN schritte schritten sous_taches stageN stepN sub_goals subgoals subtareas subtaskN tacheN tareaN taskN teilaufgaben teilschritte teilschritten teilziele todos work_packages",
  ],
  [
    "first",
    1,
    "abord afterwards anfangen anschliesend antes apres before begin beginne beginnen commence commencer danach dann despues empezar empiezo enfin ensuite fange final finally first in_order last luego next premier primero puis start then ultimo zuerst zuletzt zunachst",
  ],
  [
    "arrange",
    1,
    "abrir angehD apprendre approach aprender aufbauen break build crear creer decoupe desglosa divide divise eroffnen fonder found fundar grunden lancR lanzA launch learn lernen migrA migrate migrI migrR montar monter move open organisE organisI organisR organizA organizE ouvrir preparA prepararA prepararmE preparing preparR reformA separa set_up split start teile umsetzD vorbereitD zerlege",
  ],
  [
    "schedule",
    1,
    "ablauf ablaufplan agenda arbeitsplan calendrier checkliste checklistN cronogramaN echeancier emploi_du_temps ernahrungsplan essensplan fahrplan feuille_de_route hoja_de_ruta itineraire itineraries itinerario itinerary lernplan masnahmenplan plan_for planificacion planification planN planningN planung programa programme projektplan reiseplan roadmapN schedule strategy tagesplan timeline timetable to_do_list to_do_liste trainingsplan wochenplan zeitplan zeitplane",
  ],
  [
    "goal",
    1,
    "boda demenagement exam examen feier fete fiesta geburtstag goal hochzeit journey launch marathon mariage meta migration month move mudanza objectif objetivo party project projekt projet proyecto prufung reise semaineN semanaN trip umzug urlaub vacation viaje voyage wedding week woche wochen ziel",
  ],
  ["particle", 1, "auf down durch gegen gegenuber heraus hinaus nach neu out raus up zusammen"],
  ["particle", 0.5, "ab an aus ein fest her um vor zu"],
];

/**
 * Kinds of words that speak for a step where all of them stand in one sentence, in any order: that the sentence asks
 * (`make`), what about (`this`) and how it is to be (`finer`) make a rewriting of it.
 */
export const FRAMES: readonly (readonly [step: StepType | "summarize", weight: number, frames: string])[] = [
  ["classify", 1.2, "choice+or+this label label+mood label+question label+this mood mood+this oneof+reply"],
  ["rerank", 0.8, "findings"],
  ["code_gen", 1.5, "codelang"],
  ["code_gen", 0.8, "program"],
  ["extract", 1, "ask+entity ask+format entity+reply format format+make format+within"],
  ["plan", 1.2, "first+question step"],
  ["plan", 1.6, "schedule"],
  ["plan", 3, "arrange+schedule ask+schedule make+schedule"],
  ["summarize", 2.6, "ask+summarize make+summarize"],
  ["rewrite", 1.2, "errors+make grammar make+more text+tone tone"],
  [
    "classify",
    2.4,
    "check+label label+oneof+or label+oneof+reply label+oneof+this label+or+reply label+question+this label+reply mood+or+this mood+reply",
  ],
  [
    "classify",
    1.9,
    "check+or+whether choice+mood+this choice+or+tone label+oneof label+or label+or+question mood+or oneof+or+reply",
  ],
  [
    "rerank",
    2.6,
    "ask+order+query descending+findings+order descending+order+relevance descending+query+relevance descending+relevance+reply findings+order+query findings+order+relevance findings+query+relevance findings+query+reply findings+question+relevance query+question+relevance",
  ],
  [
    "rerank",
    1.8,
    "descending+findings+reply descending+order+this descending+relevance findings+order order+relevance",
  ],
  ["rerank", 1, "descending+query findings+query findings+relevance"],
  [
    "extract",
    2.6,
    "all+ask+entity all+entity+format all+entity+within ask+entity+format entity+format+reply entity+format+within entity+question+within format+make+within",
  ],
  [
    "extract",
    1.8,
    "all+entity ask+entity+within ask+format+within entity+format entity+within format+make+this format+reply+within",
  ],
  [
    "verify",
    2.6,
    "agree+check+source agree+check+whether agree+choice+claim agree+claim+reply agree+claim+source agree+claim+whether agree+reply+source agree+source+whether check+claim+source",
  ],
  ["verify", 2.2, "check+errors choice+say+source claim+errors"],
  [
    "verify",
    2,
    "agree+check+claim agree+check+this agree+choice+this agree+claim agree+source agree+this+whether all+check+whether check+claim+whether check+source+whether",
  ],
  ["verify", 1.2, "agree+check agree+choice agree+reply agree+this check+claim check+whether claim+source"],
  [
    "summarize",
    2.4,
    "ask+few+size+within few+make+size+text few+make+size+this few+question+say+size few+question+size+within few+say+size+within few+size+text+this",
  ],
  [
    "summarize",
    1.5,
    "ask+few+size few+make+size few+reply+size few+size+text few+size+this few+size+within question+say+text+this",
  ],
  [
    "reason",
    2.2,
    "all+choice+whether choice+greater+or greater+or+question greater+or+should or+question+why or+relevance+why or+should or+why question+why should+why",
  ],
  ["reason", 1.6, "greater+why question+why"],
  ["reason", 1.3, "or+question+relevance relevance+should this+why"],
  ["code_gen", 2.8, "ask+codelang+program codelang+fix codelang+fix+program codelang+make+program"],
  [
    "code_gen",
    2.2,
    "ask+codelang codelang+into codelang+make codelang+program codelang+program+question codelang+question errors+program fix+program",
  ],
  ["code_gen", 1.3, "ask+program make+program"],
  [
    "plan",
    2.4,
    "arrange+first+goal arrange+first+question arrange+goal+step arrange+question+step ask+goal+step first+make+step first+question+should goal+make+step goal+question+step",
  ],
  [
    "plan",
    1.8,
    "arrange+goal arrange+step ask+step first+order+question first+should first+step goal+step make+step question+step",
  ],
  ["plan", 1, "arrange+first first+goal"],
  ["rewrite", 3.6, "finer+language+make"],
  [
    "rewrite",
    2.8,
    "errors+grammar finer+make finer+sound+this finer+text+this finer+version fix+grammar grammar+this make+more+this make+more+tone make+sound more+sound sound+tone",
  ],
  [
    "rewrite",
    2,
    "ask+finer+version errors+grammar finer+sound finer+text finer+this finer+tone grammar+text make+tone more+text+tone",
  ],
  [
    "translate",
    2.8,
    "ask+language+text ask+language+version language+make+text language+make+this language+question+say language+say language+version",
  ],
  ["translate", 2, "into+language+question"],
  ["translate", 1.2, "into+language"],
  ["translate", 1.9, "ask+language+version language+make language+please language+text+this"],
  ["translate", 1, "ask+language language+text language+this"],
];
