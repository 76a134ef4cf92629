import { api } from '../platform/api/api.ts';
import { recoveryDependencies } from './dependencies.ts';
import { resumeRegistration } from './registrations.ts';

export const handler = api({ resumeRegistration: resumeRegistration(recoveryDependencies()) });
