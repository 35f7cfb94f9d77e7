/**
 * The thousand commonest threes of small letters, digits and the like in program text (JavaScript, JSON, Python, manuals),
 * the commonest first: enough to tell which part of an anchor is rare.
 */
const THREES =
  "odeionnodtiocom/notheingentcononsithasshttttpcodclastrspa://tpsps:s:/las.coterpantypturypegitnstejs" +
  "thuhubatedejom/ub.b.c/gi//gjs/s/nm/nde/ectrea/corettrietuproforurnatithiss=reshisrinamectiortullsta" +
  "refessmenpordefandommperestallvalnamexpparintuncmitnte---errfunnctopeilepreeadptivertesext/spdateve" +
  "inefilmodselertis.erspulblee/pted/pull/ndegetmmiopttorsere/cjs-elfnceit/rroistendindsiochejeciteljs" +
  "hljror===encaluontablferhrearaarelinluedocnotrenereobjcaltrutatuleageusetensetratderalissibjeodupat" +
  "keytinwitultaddromef=dulimpfinaseackeracesinslseemecharamininalormlenropnumefiataapier.lesletacemet" +
  "decequillonecathanlicargbervenlf.tratexpecathmbettestematpostemscrdes/limpoherntiworrectimundordlat" +
  "nerfroizeoutimearralsmesminompntsdinangiticrieletreartxpotarntariporesineatthoourifivarlearcenewumb" +
  "ffecrelisdeniptnedrmamplthaiveritruerraidebufplelocefassefieumepenranureirearssynsedainonlicaactlar" +
  "overseattrayrepsouurcenseconulreqappredocktchnlywebdepigneriernrtyrtsngesolufficehatfau.orriaengaul" +
  "pacspelememabutettiesefeeneiseorgcasdedmapoleeteancputoolngtlittitelorigrtixprquezodginveldevmanean" +
  "ueserfcoptmlhtmgtheamnonincesensedirracnitctocanetarsihenfaltabelsrg/orsharmar0x0llaxtetanescildade" +
  "/deisstlendincoeclaildonhasachariialfacoidethsigrocplaninfixighntryncdisoceutiwri.moonfticledocscke" +
  "atcenapliesotalanyvoiurltroostghtbacthr/doitylowecidde.reremnfiwarricemoonaliditluteervseses.colcor" +
  "scheofeprgenlogx00curctecenuctatoprics/whehemrunsensitmisrotlopmozdex.stsagrna.htr.mnneich/welizina" +
  "malssaastquilloinfbookinoried.rucosesecle..jsecka.ostoounon.zilhecedits..paoziant//dtaif._figaryon_" +
  "///bass/wndsannsupualeb/eywesuepala.stillebuiopyflatryodiywoieruiltilothnorava.gerowrreshode.lerson" +
  "heaarkisiamsokegrartehodngs.leorkadoeptustribsuldivhroexcmme_inxpedlesizrveesptivrfaregchiuirocaasy" +
  "_stndlwilloauntunireehiloryclulibmerownascollanswhil/3cep.delobkenigittr-tis-tralnfocloraimmaupp.in" +
  "tifunkgercifiliid=natomiedelbal/1bintokwinictllboingesibus.ssubpe:itamovccekerronadaolvlveermcaps.p" +
  "scodmiditssuhouinpearrelrns.exodmpesshaecade:ppeookinv.zo-stempondnsieastiectssocgumlagon:rguoadnpu" +
  "memrouetspi_ncll/4ushimimaivaspeogloaccns.rovege_coitsppl_reavejavemil/2ampved-colosz.zlabrge.tosym" +
  "ppoeentiaelict.ludecuakenapdias._tagg/donnes:ketsrcpdaupdponepler_quaptoocunvaosisueer-exipusdrectu" +
  "/ap-kecumlanxcevidnexoto.seiedrgsmedeaknavrypsyss.cyount..isdif.prnecttoepepi/maxobaatus-sness-kbyt" +
  "_tybolomebaljsoudeexeagsblodelseetoptacinkegaifynowchusmavisgnamboytelecelldichinashx3cenvusipassts" +
  "abocacurrabidethunotasemnsoymb/tdyptcryielerospomortooficublhavepo.pu.mabodongckatoniltiaboffoulexa" +
  "odybiles/uldrapdowbreav-.tytpullynchowsardeackag...ndooterstittnnomdngleutplonstyetirevse:rdesorian" +
  "yrirkehooovilac/enhelnisss.debrmitlit/dle_plurivarcercrieauttst.enisascatticoutotllingu_deaismpilie" +
  "ait0.0pilystssob/abels/dgnoeerer:heden-waintlguanmes.hpedhosefo-usimaoftonchesre.sof.naue.hicltileg" +
  "olseede.jalemayed_irs.loein/ja_prnglmak.fiilsemb000bliooted:tomptspt/g/edomenuenost-fran-uwasddi.op" +
  "oloutt/diinubugeld.0.monidacli";

/** Capitals are rare, but in source maps, which are one long row of these, and where zeros are written in base64. */
const THREES_OF_MAPS = "AAA,EAA,CAA,GAA,IAA,KAA,AAC,AAE,AAG,ACA,AEA,AGA".split(",");
const SHARE_OF_MAPS = 1 / 150;

/** What is not in the list is met with less often than its last. */
const SELDOM = 1 / 4000;
/** The table that a stretch is held against first knows two bytes and one of 32 classes of third ones. */
const CLASSES = 32;

const SHARES = new Map<string, number>();
const SHARES_OF_PAIRS = new Map<string, number>();
for (let rank = 0; 3 * rank < THREES.length; rank++) {
  const three = THREES.slice(3 * rank, 3 * rank + 3);
  const pair = three.slice(0, 2);
  const share = 1 / (20 + rank);
  SHARES.set(three, share);
  SHARES_OF_PAIRS.set(pair, shareOfPair(pair) + share);
}

for (const three of THREES_OF_MAPS) {
  SHARES.set(three, SHARE_OF_MAPS);
  SHARES_OF_PAIRS.set(three.slice(0, 2), shareOfPair(three.slice(0, 2)) + SHARE_OF_MAPS);
}

/** Blanks and quotes stand everywhere, and are not in the list. */
const BLANK = 1 / 50;

/** How often a look at three bytes is in vain, roughly: where they stand, and where others stand that look alike. */
export function commonness(three: string): number {
  const rest = /[\s"']/.test(three) ? BLANK : SELDOM;
  return (SHARES.get(three) ?? rest) + shareOfPair(three.slice(0, 2)) / CLASSES;
}

/** How often these two bytes stand together, roughly. */
export function shareOfPair(pair: string): number {
  return SHARES_OF_PAIRS.get(pair) ?? SELDOM;
}
