/** A route that fits a request, and what its path says. */
export interface Match<H> {
  /** E.g. `POST /webhooks/{connection}`. */
  readonly routeKey: string;
  readonly handler: H;
  readonly pathParameters: Readonly<Record<string, string>>;
}

const parametersOf = (template: string, path: string): Record<string, string> | undefined => {
  const names = template.split('/');
  const parts = path.split('/');
  if (names.length !== parts.length) return undefined;
  const found: Record<string, string> = {};
  for (const [place, name] of names.entries()) {
    const part = parts[place] ?? '';
    const parameter = /^\{(.+)\}$/.exec(name)?.[1];
    if (parameter && part) found[parameter] = decodeURIComponent(part);
    else if (name !== part) return undefined;
  }
  return found;
};

/** The fewer parameters the better, then a method before ANY: as API Gateway chooses. */
const rank = (routeKey: string): number =>
  2 * (routeKey.match(/\{/g)?.length ?? 0) + (routeKey.startsWith('ANY ') ? 1 : 0);

/**
 * The route for a request. Keys are `METHOD /path/{parameter}` or `ANY /path`; a parameter is one segment.
 * Throws URIError when a segment is encoded wrongly.
 */
export const matchRoute = <H>(
  routes: Readonly<Record<string, H>>,
  method: string,
  path: string,
): Match<H> | undefined =>
  Object.entries(routes)
    .sort(([a], [b]) => rank(a) - rank(b))
    .flatMap(([routeKey, handler]) => {
      const [verb, template = ''] = routeKey.split(' ');
      const fits = verb === 'ANY' || verb === method;
      const pathParameters = fits ? parametersOf(template, path) : undefined;
      return pathParameters ? [{ routeKey, handler, pathParameters }] : [];
    })
    .at(0);
