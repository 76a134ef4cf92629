import { run } from './command/run.ts';
import { doctorCommand } from './doctor/doctor-command.ts';

await run(doctorCommand);
