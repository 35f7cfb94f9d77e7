export const id = 844;
export const ids = [844];
export const modules = {

/***/ 9844:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   imageStatus: () => (/* binding */ imageStatus),
/* harmony export */   printedStatus: () => (/* binding */ printedStatus)
/* harmony export */ });
/* harmony import */ var _attestation_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(546);
/* harmony import */ var _image_index_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4175);
/* harmony import */ var _model_index_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3791);
/* harmony import */ var _report_index_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1911);

                                      


                                                       


/** A scan that has said no more for so long has died. As long as Security Center gives one. */
const LONGEST_SCAN = 4 * 3_600_000;

/** What is known of the scans of one image, as Container Registry's `GetRepoTagScanStatus` and `…Summary` together say it. */
                              
                         
                          
                                                                                             
                                                               
                                                                            
                                                                                              
                                                            
                   
                              
                            
                                            
                                                                             
                                           
                               
                                
                                                                         
                                                                               
                                                        
                             
    
                                                    
                                      
 

/** Throws `DrydockError` as `openInRegistry`, `readPublicKey` and `newestResult` do. */
async function imageStatus(options               , host      )                       {
  const key = options.key === undefined ? undefined : await (0,_attestation_index_js__WEBPACK_IMPORTED_MODULE_0__/* .readPublicKey */ .RR)(options.key, host);
  const { reference, digest, stored, close } = await (0,_image_index_js__WEBPACK_IMPORTED_MODULE_1__/* .openInRegistry */ .rR)(options.image, options, host);
  await close();
  if (stored === undefined) throw new Error("an image of a registry has no registry");
  const { found, refused } = await (0,_attestation_index_js__WEBPACK_IMPORTED_MODULE_0__/* .newestResult */ .w)(stored, digest, key, options, host);
  const mark = await (0,_attestation_index_js__WEBPACK_IMPORTED_MODULE_0__/* .newestMark */ .wo)(stored, digest, options, host);
  return {
    image: reference,
    digest,
    ...latestOf(found?.statement, mark, host.now()),
    ...(found === undefined ? {} : { scan: scanOf(found.statement, found.isSigned) }),
    refused: refused.map((one) => one.reason),
  };
}

function latestOf(
  statement                           ,
  mark                  ,
  now      ,
)                                         {
  if (mark === undefined || (statement !== undefined && statement.finishedAt >= mark.at))
    return { status: statement === undefined ? "NONE" : "COMPLETE" };
  const { state, at, ...rest } = mark;
  const isDead = state === "SCANNING" && now.getTime() - at.getTime() > LONGEST_SCAN;
  return { status: isDead ? "FAILED" : state, latest: { at: at.toISOString(), ...rest } };
}

function scanOf(statement               , signed         )                                   {
  const { outcome, reason, summary, categories, startedAt, finishedAt, version, database } = statement;
  const rows = _model_index_js__WEBPACK_IMPORTED_MODULE_3__/* .SEVERITIES */ .o.toReversed().map((severity) => [severity, summary[severity].found]         );
  const sum = (counts                   ) => counts.reduce((total, count) => total + count, 0);
  return {
    outcome,
    reason,
    counts: {
      ...(Object.fromEntries(rows)                            ),
      total: sum(rows.map(([, count]) => count)),
      waived: sum(_model_index_js__WEBPACK_IMPORTED_MODULE_3__/* .SEVERITIES */ .o.map((severity) => summary[severity].waived)),
    },
    categories,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    engine: { name: "drydock", version },
    database,
    signed,
  };
}

function printedStatus(status             , format                 )         {
  return format === "json" ? (0,_report_index_js__WEBPACK_IMPORTED_MODULE_2__/* .printJson */ .Q2)(status) : textOf(status);
}

function textOf({ image, digest, status, latest, scan, refused }             )         {
  const rows                                         = [
    ["image", image],
    ["digest", digest],
    [
      "status",
      latest === undefined ? status : `${status} (${[latest.at, latest.code ?? []].flat().join(", ")})`,
    ],
    ...(scan === undefined ? [] : scanRows(scan)),
    ...refused.map((reason) => ["refused", reason]         ),
  ];
  return rows.map(([label, text]) => `${label.padEnd(9)} ${(0,_report_index_js__WEBPACK_IMPORTED_MODULE_2__/* .escapeForTerminal */ .fr)(text)}\n`).join("");
}

function scanRows(scan                                  )                                         {
  const { outcome, reason, counts, categories, startedAt, finishedAt, engine, database, signed } = scan;
  const found = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  const base =
    database.origin === "" ? "none" : `${database.origin} of ${database.updatedAt || "unknown age"}`;
  return [
    ["verdict", `${outcome}: ${reason}`],
    ["findings", found.join(", ")],
    ["checked", categories.join(", ")],
    ["started", startedAt],
    ["finished", finishedAt],
    ["engine", `${engine.name} ${engine.version}`],
    ["database", base],
    ["signature", signed ? "checked" : "not checked"],
  ];
}


/***/ })

};
