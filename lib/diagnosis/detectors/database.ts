import { logSymptom } from '../log-symptom.ts';

/** The database answers, and refuses: its schema, its locks or its limits. */
export const database = logSymptom({
  mode: 'dependency.database',
  name: 'database',
  strength: 0.6,
  patterns: [
    /relation "?([\w.]+)"? does not exist|Table '([\w.]+)' doesn't exist|no such table: ([\w.]+)|Invalid object name '([\w.]+)'/i,
    /column "?([\w.]+)"? (?:of relation "?[\w.]+"? )?does not exist|Unknown column '([\w.]+)'|no such column: ([\w.]+)/i,
    /(?:pending|unapplied) migrations?|migrations? (?:is|are) pending|schema is (?:behind|out of date)/i,
    /canceling statement due to (?:lock|statement) timeout|Lock wait timeout exceeded|deadlock (?:detected|found)|database is locked/i,
    /too many connections|remaining connection slots are reserved|sorry, too many clients already/i,
  ],
});
