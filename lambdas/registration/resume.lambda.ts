import { api } from '../platform/api/api.ts';
import { readEnvironment } from '../platform/runtime.ts';
import { recoveryDependencies } from './dependencies.ts';
import { resumeRegistration } from './register-user.ts';

const env = readEnvironment('registration/resume');

export const handler = api({ resumeRegistration: resumeRegistration(recoveryDependencies(env)) });
