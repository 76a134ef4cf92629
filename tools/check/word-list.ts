/** A home-made word, where it counts, and what to write. The words of the field stand in docs/glossary.md. */
export interface BannedWord {
  /** Matches whole words of a text, or whole identifiers. Without flags; texts are compared in any case. */
  readonly word: RegExp;
  readonly use: string;
}

/** In comments, strings, test titles and documents. */
export const bannedInText: readonly BannedWord[] = [
  { word: /\b(she|her|hers|herself|he|him|his|himself)\b/i, use: 'the user, they, their' },
  {
    word: /\b(somebody|someone|nobody|whoever|whomever|everybody|anybody|people|person)\b/i,
    use: 'a user, no user, any caller, users',
  },
  { word: /\b(told|tell|tells|telling)\b/i, use: 'publish, record, report, return or log, by what it does' },
  {
    word: /\b(lets? (?:\w+ )?in|get in|gets in|getting in|comes? in|let you in)\b/i,
    use: 'sign in, authenticate, permit',
  },
  { word: /\b(take|takes|taken|took) (?:\w+ )?away\b/i, use: 'revoke' },
  { word: /\bfailures? that pass(es)?\b/i, use: 'transient failure' },
  { word: /\b(hold|holds|held|holding) (?:\w+ ){1,3}against\b/i, use: 'reconcile with' },
  { word: /\b(mend|mends|mended|mending)\b/i, use: 'fix' },
  { word: /\b(unheard|unsaid|untold|anew|thereby|hereby|herein)\b/i, use: 'a plain word' },
  { word: /\b(tour of the rooms|in our words|stand-?in|live through)\b/i, use: 'repository layout; temporary; demo' },
  { word: /\b(dead letters? bins?|silently silent|units? of work)\b/i, use: 'request context' },
  { word: /\bquantum|quanta\b/i, use: 'constant-time response, rounded up to' },
  { word: /\bblind (answer|refusal)s?\b/i, use: 'constant-time response' },
  { word: /\b(rings|rang)\b/i, use: 'fires (an alarm)' },
];

/** Identifiers, whole. */
export const bannedIdentifiers: readonly BannedWord[] = [
  {
    word: /^(told|tell|tells|telling)$|Told|^told[A-Z]|^tell[A-Z]|Tell[A-Z]|Telling/,
    use: 'publish, record, report, log; entries, outcome, measure',
  },
  { word: /^happened$/, use: 'journalEntry' },
  { word: /[sS]ilent$|[sS]ilence$/, use: 'unavailable(service)' },
  { word: /^blind[A-Z]|[qQ]uantum|QUANTUM/, use: 'constantTimeResponse, roundUpToMs' },
  { word: /^(lacking|exceeds|refuseBeyond|notYours|beyond)$/, use: 'forbidden, missingPermissions' },
  { word: /^(unitOfWork|presentIds|alsoAbout)$/, use: 'runWithContext, currentContext, addContext' },
  {
    word: /^(decisionsOf|knownSessions|lately|asOf|recall|saw)$/,
    use: 'cacheKeyPattern; sessionCache: get, getAtVersion, peek, touch',
  },
  { word: /^[sS]tanding$/, use: 'sessionGuard (a session), accountStatus (an account)' },
  {
    word: /^(carryOut|settle|settled|attempted|tried|whetherDisabledOrNot|moved)$/i,
    use: 'runOnce, withDisabledFlag, version_conflict',
  },
  {
    word: /^(notePassword|putGrant|giveGrant|takeGrant|whyNotGiven|removeRole)$/,
    use: 'setInitialPassword, createGrant, deleteGrant, assignmentRefusalReason, revokeRole, deleteRole',
  },
  {
    word: /^(surroundings|tellQueues|nowhere|watched|misuse)$/i,
    use: 'FunctionBindings, outputQueues, notFound, monitoring, ConfigError',
  },
  { word: /^(loses|losses|functionLosses|rings)$/, use: 'impact, fires' },
  {
    word: /^(story|stories|liveThrough|standIn|letter|letters|mend|mends)$|(?<!hi)Story$|StandIn$|^(live|tell)Story$/i,
    use: 'demo, temporaryAdmin, message, fix',
  },
  {
    word: /^(deed|deeds|diary|diaries|life|lives|course|courses|judge|judged)$|^judge[A-Z]|Diary$|Deed$/i,
    use: 'Action, Trace, Scenario, path, checker',
  },
  { word: /^(MOST|LONGEST|KEPT)_|_KEPT$/, use: 'MAX_..., ..._TIMEOUT_MS, TTL_MS' },
  { word: /\wParts$|^parts$/, use: 'XDependencies, deps' },
  {
    word: /^(met|seen|kept|gone|asFound|somebody|nobody|whoever|hers|isHers|ours|person|people|Person|People)$|^(person|people)Of$/,
    use: 'a noun of the field: previous, cached, existing, user, owner',
  },
];

/** What keeps a banned word for a reason: contracts that the world sees, and names of others. */
export const exceptions: readonly { readonly file: RegExp; readonly word: RegExp; readonly why: string }[] = [
  { file: /^tools\/check\//, word: /.*/, why: 'the list itself' },
  {
    file: /^(contracts\/reconciliation|lambdas\/reconciliation\/.*|(local|test)\/.*reconcil.*)\.ts$/,
    word: /^(seen|parts)$/,
    why: 'attributes of stored passes and of the report',
  },
  {
    file: /^(lambdas\/mail\/rules|test\/unit\/mail\/plans\.test)\.ts$/,
    word: /^person$/,
    why: 'the ids of stored intents and of published MailSent events derive from it',
  },
];
