"""The commands of township-reports, a module each; heavy imports wait until a command is called."""
