export { type StandsApartOptions, standsApart } from "./stands-apart.ts";
export { type ReporterEvidence, type Scrutiny, TrustLedger, type TrustLedgerOptions } from "./trust-ledger.ts";
