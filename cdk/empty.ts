/**
 * Stands in the web-connector bundle for modules that the soap package imports for its client only (axios,
 * axios-ntlm, follow-redirects, formidable, xml-crypto): the server never calls them.
 */
export default class Empty {}
