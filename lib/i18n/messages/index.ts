import commonEn from './en/common.json' with { type: 'json' };
import signinEn from './en/signin.json' with { type: 'json' };
import overviewEn from './en/overview.json' with { type: 'json' };
import serviceEn from './en/service.json' with { type: 'json' };
import deploymentEn from './en/deployment.json' with { type: 'json' };
import diagnosisEn from './en/diagnosis.json' with { type: 'json' };
import changeEn from './en/change.json' with { type: 'json' };
import settingsEn from './en/settings.json' with { type: 'json' };
import demoEn from './en/demo.json' with { type: 'json' };
import reportEn from './en/report.json' with { type: 'json' };
import reasonEn from './en/reason.json' with { type: 'json' };
import auditEn from './en/audit.json' with { type: 'json' };
import incidentEn from './en/incident.json' with { type: 'json' };
import incidentsEn from './en/incidents.json' with { type: 'json' };
import askEn from './en/ask.json' with { type: 'json' };
import paletteEn from './en/palette.json' with { type: 'json' };
import commonZh from './zh-TW/common.json' with { type: 'json' };
import signinZh from './zh-TW/signin.json' with { type: 'json' };
import overviewZh from './zh-TW/overview.json' with { type: 'json' };
import serviceZh from './zh-TW/service.json' with { type: 'json' };
import deploymentZh from './zh-TW/deployment.json' with { type: 'json' };
import diagnosisZh from './zh-TW/diagnosis.json' with { type: 'json' };
import changeZh from './zh-TW/change.json' with { type: 'json' };
import settingsZh from './zh-TW/settings.json' with { type: 'json' };
import demoZh from './zh-TW/demo.json' with { type: 'json' };
import reportZh from './zh-TW/report.json' with { type: 'json' };
import reasonZh from './zh-TW/reason.json' with { type: 'json' };
import auditZh from './zh-TW/audit.json' with { type: 'json' };
import incidentZh from './zh-TW/incident.json' with { type: 'json' };
import incidentsZh from './zh-TW/incidents.json' with { type: 'json' };
import askZh from './zh-TW/ask.json' with { type: 'json' };
import paletteZh from './zh-TW/palette.json' with { type: 'json' };

/** Every sentence the product says, by area; `lib/i18n/messages.test.ts` holds both languages to the same keys. */
export const messages = {
  en: {
    common: commonEn,
    signin: signinEn,
    overview: overviewEn,
    service: serviceEn,
    deployment: deploymentEn,
    diagnosis: diagnosisEn,
    change: changeEn,
    settings: settingsEn,
    demo: demoEn,
    report: reportEn,
    reason: reasonEn,
    audit: auditEn,
    incident: incidentEn,
    incidents: incidentsEn,
    ask: askEn,
    palette: paletteEn,
  },
  'zh-TW': {
    common: commonZh,
    signin: signinZh,
    overview: overviewZh,
    service: serviceZh,
    deployment: deploymentZh,
    diagnosis: diagnosisZh,
    change: changeZh,
    settings: settingsZh,
    demo: demoZh,
    report: reportZh,
    reason: reasonZh,
    audit: auditZh,
    incident: incidentZh,
    incidents: incidentsZh,
    ask: askZh,
    palette: paletteZh,
  },
};
