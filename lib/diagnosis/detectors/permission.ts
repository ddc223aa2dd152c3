import { logSymptom } from '../log-symptom.ts';

/** A file or folder that the program may not read or write. A person or a role that may not do something is another matter. */
export const filePermission = logSymptom({
  mode: 'resource.file_permission',
  name: 'file_permission',
  strength: 0.6,
  patterns: [
    /(?:EACCES|EPERM): [\w ]{1,60}, \w+ '?([^'\n]{1,200})'?/,
    /EROFS: read-only file system, \w+ '?([^'\n]{1,200})'?|Read-only file system:? '?([\w./-]{1,200})'?/i,
    /PermissionError: \[Errno (?:1|13|30)\] [\w -]{1,60}: '([^'\n]{1,200})'|Errno::E(?:ACCES|PERM|ROFS): [\w -]{1,60} @ \w{1,40} - ([^\s]{1,200})/,
    /\b(?:open|mkdir|remove|unlinkat|rename|stat|create|chown|chmod) (\/[\w./@-]{1,200})[^:\n]{0,200}: permission denied/,
    /nio\.file\.AccessDeniedException: ([\w./-]{1,200})|FileNotFoundException: (\/[\w./-]{1,200}) \(Permission denied\)|UnauthorizedAccessException: Access to the path '([^'\n]{1,200})' is denied/,
    /\w{2,30}\(\)? ?"(\/[^"\n]{1,200})" failed \(13: Permission denied\)|(?:fopen|file_put_contents|mkdir)\(([\w./-]{1,200})?\).{0,80}Permission denied|cannot (?:create|open|write)(?: directory)? ['‘]?(\/[\w./-]{1,200})['’]?: Permission denied/,
  ],
});
