import { logSymptom } from '../log-symptom.ts';

/** A file or folder that the program may not read or write. */
export const filePermission = logSymptom({
  mode: 'resource.file_permission',
  name: 'file_permission',
  strength: 0.6,
  patterns: [
    /(?:EACCES|EPERM): [\w ]{1,60}, \w+ '?([^'\n]{1,200})'?/,
    /EROFS: read-only file system, \w+ '?([^'\n]{1,200})'?|Read-only file system:? '?([\w./-]{1,200})'?/i,
    /PermissionError: \[Errno (?:1|13|30)\] [\w -]{1,60}: '([^'\n]{1,200})'|open ([\w./-]{1,200}): permission denied|AccessDeniedException: ([\w./-]{1,200})|(?:fopen|file_put_contents)\(([\w./-]{1,200})\).{0,40}Permission denied/,
  ],
});
