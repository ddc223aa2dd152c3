import { logSymptom } from '../log-symptom.ts';

/** A volume on which nothing more can be written. A kernel that is out of file watchers says the same word of something else. */
export const diskFull = logSymptom({
  mode: 'resource.disk_full',
  name: 'disk_full',
  strength: 0.7,
  patterns: [
    /ENOSPC(?!: System limit)|No space left on device|There is not enough space on the disk|disk quota exceeded|EDQUOT|could not (?:extend|write to) file "?([\w./-]+)"?: No space/i,
    /database or disk is full|disk is full\b|The table '([\w./#-]+)' is full|flood[- ]stage disk watermark/i,
  ],
});
