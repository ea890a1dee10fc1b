/// The start of the command line; see [jgrad.launch.Launch].
module jgrad.launch {}
