import { eventually } from '../eventually.ts';
import { type Mail, mailsTo } from './mailbox.ts';

type Page = 'verify' | 'reset-password';

const tokenIn = ({ text }: Mail, page: Page): string | undefined =>
  new RegExp(`/${page}\\?token=([\\w-]+)`).exec(text)?.[1];

/** The tokens of all links to a page that an address was mailed, oldest first. */
export async function tokensMailed(address: string, page: Page): Promise<readonly string[]> {
  const mails = await mailsTo(address);
  return mails.flatMap((mail) => tokenIn(mail, page) ?? []);
}

/** The token of the `count`th link, once it is there. */
export const tokenMailed = (address: string, page: Page, count = 1): Promise<string> =>
  eventually(`${address} gets link ${count} to ${page}`, async () => (await tokensMailed(address, page))[count - 1]);
