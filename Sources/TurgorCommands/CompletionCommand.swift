/// Prints the script that teaches a shell to complete command lines of `turgor`.
enum CompletionCommand {
  static let declaration = CommandDeclaration(
    name: "completion", summary: "Print the completion script of a shell",
    arguments: [.init("SHELL", help: "the shell to print it for", choices: ["bash"])],
    examples: [
      ("source <(turgor completion bash)", "complete in this shell from now on"),
      (
        "turgor completion bash > ~/.local/share/bash-completion/completions/turgor",
        "complete in every new shell"
      ),
    ])

  static func run(_ words: ParsedWords, console: Console) -> ExitCode {
    console.data(bashScript(allCommands.map(\.declaration)))
    return .done
  }

  /// A bash function that knows all commands and their options.
  static func bashScript(_ commands: [CommandDeclaration]) -> String {
    let cases = commands.map { command in
      let options = command.allOptions.flatMap { option in
        ["--\(option.name)"] + (option.letter.map { ["-\($0)"] } ?? [])
      }
      let values = command.allOptions.compactMap { option -> String? in
        guard case .choice(let words) = option.value else { return nil }
        return "        --\(option.name)) words=\"\(words.joined(separator: " "))\" ;;"
      }
      let choices = command.arguments.compactMap(\.choices).flatMap { $0 }
      return """
            \(command.name))
              words="\((options + choices).joined(separator: " "))"
              case "$previous" in
        \((values + ["        *) ;;"]).joined(separator: "\n"))
              esac ;;
        """
    }
    return """
      # bash completion of turgor; made by `turgor completion bash`
      _turgor() {
        local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" words=""
        if [ "$COMP_CWORD" -eq 1 ]; then
          words="\((commands.map(\.name) + ["--help", "--version"]).joined(separator: " "))"
        else
          case "${COMP_WORDS[1]}" in
      \(cases.joined(separator: "\n"))
          esac
        fi
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
      }
      complete -o default -F _turgor turgor
      """
  }
}
