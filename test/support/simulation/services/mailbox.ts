/** A mail that was handed to the mail service. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
}

interface Input {
  readonly Destination: { readonly ToAddresses: readonly string[] };
  readonly Message: { readonly Subject: { readonly Data: string } };
}

/** SES in memory. */
export class Mailbox {
  readonly mails: Mail[] = [];

  sendEmail({ Destination, Message }: Input) {
    for (const to of Destination.ToAddresses) this.mails.push({ to, subject: Message.Subject.Data });
    return { MessageId: 'simulated' };
  }
}
