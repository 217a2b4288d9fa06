// Holds the CronJobs of a file against the schema of Kubernetes, as the npm package kubernetes-models has it, and refuses
// fields the schema does not know: node cronjob.js FOLDER-OF-THE-PACKAGES FILE
"use strict";
const fs = require("fs");
const path = require("path");
const [, , packages, file] = process.argv;
const load = (name) => require(path.join(packages, "node_modules", name));
const yaml = load("js-yaml");
const { CronJob } = load("kubernetes-models/batch/v1/CronJob");

// A field the schema knows is looked at by its validator; one that nobody looked at is unknown.
function watched(value, where, unseen) {
  if (value === null || typeof value !== "object") {
    return value;
  }
  const kept = Array.isArray(value) ? [] : {};
  for (const key of Object.keys(value)) {
    const child = watched(value[key], `${where}.${key}`, unseen);
    unseen.add(`${where}.${key}`);
    Object.defineProperty(kept, key, {
      enumerable: true,
      get() {
        unseen.delete(`${where}.${key}`);
        return child;
      },
    });
  }
  return kept;
}

const { validate } = load("kubernetes-models/_schemas/IoK8sApiBatchV1CronJob.js");
let faults = 0;
const documents = yaml.loadAll(fs.readFileSync(file, "utf8"));
for (const document of documents) {
  const unseen = new Set();
  validate(watched(document, "", unseen));
  try {
    new CronJob(document).validate();
  } catch (fault) {
    console.error(fault.message);
    faults++;
  }
  for (const unknown of unseen) {
    console.error(`${unknown} is no field of a CronJob`);
    faults++;
  }
}
process.exit(faults === 0 && documents.length > 0 ? 0 : 1);
