import { logSymptom } from '../log-symptom.ts';

/** The database answers, and refuses: its schema, its locks or its limits. */
export const database = logSymptom({
  mode: 'dependency.database',
  name: 'database',
  strength: 0.6,
  patterns: [
    /relation "?([\w.]+)"? does not exist|Table '([\w.]+)' doesn't exist|no such table: ([\w.]+)|Invalid object name '([\w.]+)'|ORA-00942/i,
    /column "?([\w.]+)"? (?:of relation "?[\w.]+"? )?does not exist|Unknown column '([\w.]+)'|no such column: ([\w.]+)|Invalid column name '([\w.]+)'/i,
    /database "([\w.-]+)" does not exist|Unknown database '([\w.-]+)'|Cannot open database "([\w.-]+)"/i,
    /PendingMigration|(?<!\b(?:no|0|for|any|the|check|checking|applying|running) )(?:pending|unapplied) migrations?\b(?! check|s? found: 0|: 0)|migrations? (?:is|are) pending|schema is (?:behind|out of date)/i,
    /canceling statement due to (?:lock|statement) timeout|Lock wait timeout exceeded|deadlock (?:detected|found)|was deadlocked on|database is locked|ORA-00060/i,
    /too many connections|remaining connection slots are reserved|sorry, too many clients already|no more connections allowed|ORA-12519/i,
    /cannot execute \w{1,20} in a read-only transaction|the database system is (?:starting up|shutting down|in recovery mode)|--read-only option/i,
  ],
});
