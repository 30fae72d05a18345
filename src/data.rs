//! Files of rows → tables with typed cells, each of which knows where it was written.
