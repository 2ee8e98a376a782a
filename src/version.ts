// The version of this package, as package.json states it; the build puts it into the bundle.
import packageFile from '../package.json' with { type: 'json' };

export const VERSION: string = packageFile.version;
