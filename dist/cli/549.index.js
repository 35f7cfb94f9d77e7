export const id = 549;
export const ids = [549];
export const modules = {

/***/ 5549:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fetchArtifact: () => (/* binding */ fetchArtifact)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9473);
/* harmony import */ var _image_manifest_document_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(459);
/* harmony import */ var _image_reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7755);
/* harmony import */ var _image_registry_client_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9239);
/* harmony import */ var _file_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2873);

                                       




                                                 

/** Where tools such as oras write the name of a file. Source: OCI image-spec 1.1, "Pre-Defined Annotation Keys". */
const TITLE = "org.opencontainers.image.title";

/**
 * The first layer of an artifact in a registry that is YAML or JSON by its media type or its title; verified. Throws
 * `DrydockError` REFERENCE, POLICY_INVALID for an artifact without one, and what a registry can throw.
 */
async function fetchArtifact(reference        , host      , options               )                  {
  const name = (0,_image_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .parseImageName */ ["if"])(reference);
  const repository = _image_registry_client_js__WEBPACK_IMPORTED_MODULE_3__.Repository.connect(name, host, options);
  const { bytes } = await repository.manifest(name.digest ?? name.tag ?? "latest");
  const manifest = (0,_image_manifest_document_js__WEBPACK_IMPORTED_MODULE_1__/* .parseManifest */ .Ng)(bytes, `The policy oci:${reference}`);
  const layer = manifest.kind === "index" ? undefined : manifest.layers.find(isText);
  if (layer === undefined)
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DrydockError */ .Td("POLICY_INVALID", `oci:${reference} has no layer that is YAML or JSON.`, {
      hint: "Push the file with its media type: oras push REFERENCE drydock.yml:application/yaml.",
    });
  if (layer.size > _file_js__WEBPACK_IMPORTED_MODULE_4__/* .MAX_BYTES */ .zx)
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .DrydockError */ .Td(
      "POLICY_INVALID",
      `oci:${reference}: ${layer.size} bytes, more than the ${_file_js__WEBPACK_IMPORTED_MODULE_4__/* .MAX_BYTES */ .zx} allowed.`,
    );
  const chunks               = [];
  for await (const chunk of repository.blob(layer.digest, layer.size)) chunks.push(chunk);
  return Buffer.concat(chunks, layer.size);
}

function isText({ mediaType = "", annotations }            )          {
  const title = annotations[TITLE] ?? "";
  return /[/+.-](?:x-)?(?:yaml|yml|json)(?:;|$)/i.test(mediaType) || /\.(?:ya?ml|json)$/i.test(title);
}


/***/ })

};
