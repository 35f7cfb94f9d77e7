export const id = 596;
export const ids = [596];
export const modules = {

/***/ 3596:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  verifyImage: () => (/* binding */ verifyImage)
});

// EXTERNAL MODULE: ./build/attestation/index.js + 8 modules
var attestation = __webpack_require__(546);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(9473);
// EXTERNAL MODULE: ./build/image/index.js + 26 modules
var build_image = __webpack_require__(4175);
// EXTERNAL MODULE: ./build/judgement.js + 4 modules
var judgement = __webpack_require__(7190);
// EXTERNAL MODULE: ./build/policy/index.js + 89 modules
var build_policy = __webpack_require__(6015);
// EXTERNAL MODULE: ./build/advisories/index.js + 27 modules
var advisories = __webpack_require__(7313);
// EXTERNAL MODULE: ./build/content.js + 89 modules
var build_content = __webpack_require__(9213);
// EXTERNAL MODULE: ./build/detectors/index.js + 371 modules
var detectors = __webpack_require__(7597);
// EXTERNAL MODULE: ./build/model/finding.js
var model_finding = __webpack_require__(6939);
// EXTERNAL MODULE: ./build/model/rule.js
var rule = __webpack_require__(834);
;// CONCATENATED MODULE: ./build/rematch.js



                                      


                                                       
                                            

/** What a scan found, with the vulnerabilities of today: everything but the verdict. */
                                                    

/**
 * Matches the SBOM that a scan has stored with the advisory database of today. What the scan found in the image itself
 * stays: the bytes of a digest do not change. Throws `DrydockError` as `openStore` does.
 */
async function rematch(
  stored            ,
  sbom      ,
  checks        ,
  options               ,
  host      ,
)                     {
  const now = host.now();
  const store = await (0,advisories/* openStore */.Ch)(options.database, host);
  try {
    const content = await (0,build_content/* withArchivesIdentified */.NJ)((0,build_content/* sbomContent */.F)(sbom, options, {}), options, host);
    const { os, packages } = content;
    const wanted = (0,build_policy/* limitedTo */.sp)(checks, ["system", "application"], "An SBOM");
    const detection = await (0,detectors/* detect */.o0)({ store, build: {}, os, packages, checks: wanted, now });
    const { verdict: _, ...rest } = stored;
    const risks = stored.findings.filter((finding) => !(0,model_finding/* isVulnerability */.Z4)(finding));
    const looked = new Set([...stored.checked.categories, ...wanted.categories]);
    return {
      ...rest,
      scannedAt: now.toISOString(),
      finishedAt: host.now().toISOString(),
      database: store.info,
      checked: { ...stored.checked, categories: rule/* CATEGORIES */.R.filter((one) => looked.has(one)) },
      packages,
      findings: [...detection.findings, ...risks],
      gaps: [...content.gaps, ...detection.gaps, ...stored.gaps.filter(isOfTheImage)],
    };
  } finally {
    store.close();
  }
}

/** The SBOM carries the others. */
function isOfTheImage({ category }     )          {
  return category !== undefined;
}

// EXTERNAL MODULE: ./build/sbom/index.js + 12 modules
var build_sbom = __webpack_require__(3975);
// EXTERNAL MODULE: ./build/scan-result.js
var scan_result = __webpack_require__(3049);
// EXTERNAL MODULE: ./build/stored-answers.js
var stored_answers = __webpack_require__(5543);
// EXTERNAL MODULE: ./build/stored-scan.js + 1 modules
var stored_scan = __webpack_require__(8224);
// EXTERNAL MODULE: ./build/version.js + 1 modules
var version = __webpack_require__(9307);
// EXTERNAL MODULE: ./build/vex/index.js + 9 modules
var build_vex = __webpack_require__(463);
// EXTERNAL MODULE: ./build/within-scope.js
var within_scope = __webpack_require__(6576);
;// CONCATENATED MODULE: ./build/verify.js
/**
 * The gate without a scan: image → the newest result that is attached to it → verdict. What cannot be told is unproven.
 */


                                      


                                                                  

                                                       









/** Of the refused statements, how many are told. */
const MAX_TOLD = 5;

/**
 * The verdict on an image by the result that is attached to it. Where a policy is at hand (named, or `drydock.yml` here)
 * or words of the command line, or vulnerabilities are matched anew, it is judged by that; else the stored verdict
 * stands. Throws `DrydockError` when the registry, the policy, the key or the database cannot be read; what is wrong with
 * what is attached makes the verdict unproven.
 */
async function verifyImage(options               , host      )                      {
  const measures = await (0,judgement/* loadMeasures */.An)(options, host, "the attached result may tell");
  const checks = (0,build_policy/* checksOf */.tg)(measures.policy);
  const key = options.key === undefined ? undefined : await (0,attestation/* readPublicKey */.RR)(options.key, host);
  const image = await (0,build_image/* openInRegistry */.rR)(options.image, options, host);
  try {
    const attached = await attachedResult(image, key, options, host);
    if (typeof attached === "string") return unproven(image, attached, host);
    const { stored, found, source } = attached;
    const tooOld = agedBeyond(options.maxAge, found, host.now());
    const isRematched = options.rematch && (options.maxAge === undefined || tooOld !== undefined);
    if (tooOld !== undefined && !isRematched) return unproven(image, tooOld, host);
    const today = isRematched ? await matchedAnew(stored, found, checks, options, host) : stored;
    if (typeof today === "string") return unproven(image, today, host);
    const notices = [...today.notices, source];
    const named = { ...today.image, ...namesOf(image) };
    if (!isRematched && !(await isJudgedHere(options, host))) return { ...stored, image: named, notices };
    const scoped = (0,within_scope/* withinScope */.a)({ ...today, image: named }, checks);
    const vex = await (0,build_vex/* loadAttachedVex */.QX)(options.vex, image, options, host);
    const digests = image.stored?.digests ?? [];
    const { isNew } = (0,stored_answers/* storedAnswers */.v)(stored);
    const verdict = (0,judgement/* verdictBy */.P_)(measures, { ...scoped, image: named, digests, vex, isNew }, host.now());
    return { ...scoped, gaps: verdict.gaps.map(({ gap }) => gap), notices, verdict };
  } finally {
    await image.close();
  }
}

/** The stored verdict stands where nobody says what else to judge by. */
async function isJudgedHere(options               , { cwd }      )                   {
  const { policy, failOn, ignoreUnfixed, vex, ignoreFiles } = options;
  const isSaid = [policy, vex, ignoreFiles].some(({ length }) => length > 0);
  if (isSaid || failOn !== undefined || ignoreUnfixed === true) return true;
  return (await (0,build_policy/* policyPath */.k1)({ cwd })).path !== undefined;
}

                          
                              
                              
                    
                          
 

/** A sentence where there is none that holds. */
async function attachedResult(
  { stored: place, digest }       ,
  key                                    ,
  options               ,
  host      ,
)                                   {
  if (place === undefined) throw new Error("an image of a registry has no registry");
  const { found, refused } = await (0,attestation/* newestResult */.w)(place, digest, key, options, host);
  for (const { reason } of refused.slice(0, MAX_TOLD)) host.log.warn(reason);
  const unreadable = refused.find(({ isUnreadable }) => isUnreadable);
  if (unreadable !== undefined)
    return `${unreadable.reason} Whether it is the newest cannot be told; scan again, or name a key with --key.`;
  if (found === undefined)
    return refused.length === 0
      ? "No result of drydock is attached to this image; attach one with drydock scan --attach."
      : `None of the results that are attached to this image holds (${refused.length} refused); scan it again with --attach.`;
  try {
    const stored = (0,stored_scan/* storedScan */.d)(await documentOf(found, attestation/* RESULT_TYPE */.l4), "The attached result");
    const contradiction = contradictionIn(stored, found, digest);
    if (contradiction !== undefined) return contradiction;
    return { stored, found, source: sourceOf(found, options.key) };
  } catch (error) {
    const why = damageIn(error);
    return `${why} Scan the image again with --attach.`;
  }
}

function sourceOf({ statement, digest, isSigned }             , key                    )         {
  const signature = isSigned ? `signed with ${key}` : "its signature was not checked";
  return `Read from the result that drydock ${statement.version} attached on ${statement.finishedAt.toISOString()} (${digest}, ${signature}).`;
}

async function documentOf({ statement, read }             , type        )                  {
  const document = statement.documents.find(({ mediaType }) => mediaType === type);
  if (document !== undefined) return read(document);
  throw new errors/* DrydockError */.Td("IMAGE_INVALID", `The statement names no document of type ${type}.`);
}

function contradictionIn(stored            , { statement }             , digest        )                     {
  if (stored.image.digest !== digest) return "The attached result is about another image.";
  const isSame =
    stored.verdict.outcome === statement.outcome &&
    new Date(stored.scannedAt).getTime() === statement.startedAt.getTime();
  return isSame ? undefined : "The attached result and the statement on it contradict each other.";
}

/** Trouble with the registry is thrown on. */
function damageIn(error         )         {
  if (error instanceof errors/* Unreadable */.IO) return `The attached SBOM cannot be read: ${error.message}.`;
  const isDamage =
    error instanceof errors/* DrydockError */.Td && ["IMAGE_INVALID", "DIGEST_MISMATCH", "NOT_FOUND"].includes(error.code);
  if (!isDamage) throw error;
  return /[.!?]$/.test(error.message) ? error.message : `${error.message}.`;
}

/** Counted from the start of the scan, which is when the database was asked. */
function agedBeyond(maxAge                    , { statement }             , now      )                     {
  const age = now.getTime() - statement.startedAt.getTime();
  if (maxAge === undefined || age <= maxAge) return undefined;
  return `The attached result is ${spanOf(age)} old, over the limit of ${spanOf(maxAge)}; scan again, or match it anew with --rematch.`;
}

function spanOf(ms        )         {
  const hours = ms / 3_600_000;
  if (hours < 2) return `${Math.floor(hours * 60)} minutes`;
  return hours < 48 ? `${Math.floor(hours)} hours` : `${Math.floor(hours / 24)} days`;
}

async function matchedAnew(
  stored            ,
  found             ,
  checks        ,
  options               ,
  host      ,
)                              {
  let sbom                             ;
  try {
    sbom = (0,build_sbom/* readSbom */.kH)(await documentOf(found, attestation/* SBOM_TYPE */.tY), "the attached SBOM");
  } catch (error) {
    return `${damageIn(error)} Scan the image again with --attach.`;
  }
  return rematch(stored, sbom, checks, options, host);
}

/** As the user names it today. */
function namesOf({ reference, names, stored }       ) {
  return { reference, names, ...(stored === undefined ? {} : { stored }) };
}

/** What there is to say of an image of which no result holds. */
function unproven(image       , reason        , host      )             {
  const { notices, ...shown } = (0,scan_result/* scannedImage */.KE)(image, { layers: [], notes: [] }, {});
  const gap = { kind: "unproven", where: image.reference, by: "verify", reason }         ;
  const now = host.now().toISOString();
  return {
    drydock: { version: version/* VERSION */.x },
    scannedAt: now,
    finishedAt: now,
    image: shown,
    checked: { categories: [], profile: "default" },
    notices,
    packages: [],
    findings: [],
    rules: [],
    gaps: [gap],
    verdict: {
      outcome: "unproven",
      reason,
      judged: [],
      gaps: [{ gap, action: "block", because: "Without a result nothing can be told." }],
      rules: [],
      warnings: [],
      actions: [],
      remarks: [],
    },
  };
}


/***/ })

};
