/** What whoever sets a connection up must know and can be told only once. */
export interface HandOut {
  readonly connection: string;
  /** Where the .qwc file was written. */
  readonly qwcPath: string;
  /** Address under which the Web Connector and Procore reach the service. */
  readonly url: string;
  /** Present when new. */
  readonly password?: string;
  readonly webhookToken?: string;
}

/** The hand-out as lines. Passwords and tokens are shown here and nowhere else. */
export const handOutLines = ({ connection, qwcPath, url, password, webhookToken }: HandOut): string[] => [
  `Web Connector file        ${qwcPath}`,
  ...(password ? [`Web Connector password    ${password}   (shown once; --new-password makes another)`] : []),
  `Procore webhooks go to    ${url}/webhooks/${connection}`,
  ...(webhookToken
    ? [`  with the header         Authorization: Bearer ${webhookToken}   (shown once; --new-webhook-token)`]
    : []),
];
