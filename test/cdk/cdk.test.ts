// A synthesis takes seconds: the suites share one by running in one file.
import './permissions-suite.ts';
import './resources-suite.ts';
import './watching-suite.ts';
