export const id = 319;
export const ids = [319];
export const modules = {

/***/ 7319:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fetchPolicy: () => (/* binding */ fetchPolicy)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _image_http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5660);
/* harmony import */ var _image_http_agents_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6948);
/* harmony import */ var _image_patience_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6167);
/* harmony import */ var _image_redirect_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(956);
/* harmony import */ var _file_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2873);

                                       





                                                 

const LIMITS         = { connect: 10_000, headers: 20_000, body: 20_000 };

/** Milliseconds for the whole of it: a server that sends a byte now and then must not keep a build for hours. */
const LONGEST = 60_000;

/**
 * The bytes at an address. Nothing that proves us to anybody is sent, there or where it redirects to; a redirect from TLS
 * to plain HTTP is only followed with `insecure`. Throws `DrydockError`: NOT_FOUND, DENIED, NETWORK, POLICY_INVALID.
 */
async function fetchPolicy(url     , host      , { insecure }               )                  {
  const route = { agents: (0,_image_http_agents_js__WEBPACK_IMPORTED_MODULE_2__/* .createAgents */ .j)(host, insecure), plainAllowed: insecure };
  const headers = { Accept: "application/yaml, application/json, text/plain, */*" };
  return await (0,_image_patience_js__WEBPACK_IMPORTED_MODULE_3__/* .persist */ .Z)(host, async () => {
    const response = await (0,_image_redirect_js__WEBPACK_IMPORTED_MODULE_4__/* .follow */ .e)({ url, headers, limits: LIMITS }, route);
    if (response.status === 200) return await bodyOf(response, (0,_image_http_js__WEBPACK_IMPORTED_MODULE_1__/* .printUrl */ .D1)(url));
    response.discard();
    throw refusal(response.status, (0,_image_http_js__WEBPACK_IMPORTED_MODULE_1__/* .printUrl */ .D1)(url));
  });
}

async function bodyOf(response              , name        )                  {
  const start = performance.now();
  const chunks           = [];
  let size = 0;
  for await (const chunk of response.body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > _file_js__WEBPACK_IMPORTED_MODULE_5__/* .MAX_BYTES */ .zx)
      throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DrydockError */ .Td("POLICY_INVALID", `${name}: more than the ${_file_js__WEBPACK_IMPORTED_MODULE_5__/* .MAX_BYTES */ .zx} bytes allowed.`);
    if (performance.now() - start > LONGEST)
      throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DrydockError */ .Td("NETWORK", `${name}: the policy did not come within ${LONGEST / 1000} s.`);
  }
  return Buffer.concat(chunks, size);
}

function refusal(status        , name        )               {
  if (status === 404 || status === 410)
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DrydockError */ .Td("NOT_FOUND", `There is no policy at ${name} (${status}).`);
  if (status === 401 || status === 403)
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DrydockError */ .Td("DENIED", `${name}: the policy may not be read (${status}).`, {
      hint: "Put it where it can be read, or into a registry (oci:REFERENCE) with its credentials.",
    });
  return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DrydockError */ .Td("NETWORK", `${name}: the server answered ${status} in place of a policy.`);
}


/***/ })

};
