import { bold, dim } from '../command/screen.ts';
import { type Folders, shown } from '../folders.ts';
import type { System } from '../system.ts';

/** How to sign in; the password is generated and known to this folder only. */
export const adminLine = ({ admin }: System, folders: Folders): string =>
  `   The admin   ${admin.email}, password ${admin.password} ${dim(`(also in ${shown(folders.admin)})`)}`;

/** What a newcomer can do next, a line each. */
export const welcome = (system: System, folders: Folders): readonly string[] => [
  bold('Rollcall is running.'),
  `   The API     ${system.outputs.apiUrl}`,
  adminLine(system, folders),
  `   Addresses   ${shown(folders.outputs)}`,
  '',
  'In another terminal:',
  `   npm run register -- --email bob@example.com --name "Bob" --role user`,
  `   npm run events      ${dim('follows the events as they happen')}`,
  `   curl -H "Authorization: Bearer $(npm run -s token)" ${system.outputs.apiUrl}/v1/users`,
  '',
  dim('Ctrl-C stops it; the state is kept for the next `npm start`.'),
];
