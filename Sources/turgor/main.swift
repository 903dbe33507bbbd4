import Glibc
import TurgorCommands

exit(Turgor.main(Array(CommandLine.arguments.dropFirst())).rawValue)
