/// A command: what it takes, and what it does.
struct Command: Sendable {
  var declaration: CommandDeclaration
  var run: @Sendable (ParsedWords, Console) throws -> ExitCode
}

/// All commands, in the order of the overview.
var allCommands: [Command] {
  [
    Command(declaration: RunCommand.declaration, run: RunCommand.run),
    Command(declaration: CheckCommand.declaration, run: CheckCommand.run),
    Command(declaration: SweepCommand.declaration, run: SweepCommand.run),
    Command(declaration: CalibrateCommand.declaration, run: CalibrateCommand.run),
    Command(declaration: PlanCommand.declaration, run: PlanCommand.run),
    Command(declaration: ScanCommand.declaration, run: ScanCommand.run),
    Command(declaration: CompareCommand.declaration, run: CompareCommand.run),
    Command(declaration: RenderCommand.declaration, run: RenderCommand.run),
    Command(declaration: FacesCommand.declaration, run: FacesCommand.run),
    Command(declaration: DeviceCommand.declaration, run: DeviceCommand.run),
    Command(declaration: SolveCommand.declaration, run: SolveCommand.run),
    Command(declaration: ExportCommand.declaration, run: ExportCommand.run),
    Command(declaration: VerifyCommand.declaration, run: VerifyCommand.run),
    Command(declaration: AtlasCommand.declaration, run: AtlasCommand.run),
    Command(declaration: SchemaCommand.declaration, run: SchemaCommand.run),
    Command(declaration: DoctorCommand.declaration, run: DoctorCommand.run),
    Command(declaration: CompletionCommand.declaration, run: CompletionCommand.run),
    Command(declaration: VersionCommand.declaration, run: VersionCommand.run),
  ]
}
