/** The token of what `forRoot()` was given or a factory has made. */
export const GIVEN_SETTINGS = Symbol.for('nestjs-openim-callback:inspector-given-settings');

/** The token of the settings with every default in place. */
export const INSPECTOR_SETTINGS = Symbol.for('nestjs-openim-callback:inspector-settings');

/** The token of what gives the controller its routes. */
export const INSPECTOR_ROUTES = Symbol.for('nestjs-openim-callback:inspector-routes');
