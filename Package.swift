// swift-tools-version: 6.1
import PackageDescription

// Plain `swift build` compiles for the baseline x86-64 processor and runs everywhere; `scripts/build`
// adds `-Xcc -march=x86-64-v3` where the processor has it (Documentation/decisions/processor.md).
let package = Package(
  name: "Turgor",
  products: [.executable(name: "turgor", targets: ["turgor"])],
  targets: [
    // C libraries of Debian 12; `scripts/setup` installs them.
    .systemLibrary(
      name: "CCholmod", path: "Sources/CCholmod", providers: [.apt(["libsuitesparse-dev"])]),
    .systemLibrary(
      name: "CUMFPACK", path: "Sources/CUMFPACK", providers: [.apt(["libsuitesparse-dev"])]),
    .systemLibrary(name: "CZlib", path: "Sources/CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "COpenBLAS", path: "Sources/COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(
      name: "CPNG", path: "Sources/CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(
      name: "CEmbree", path: "Sources/CEmbree", providers: [.apt(["libembree-dev"])]),
    .systemLibrary(
      name: "CJansson", path: "Sources/CJansson", pkgConfig: "jansson",
      providers: [.apt(["libjansson-dev"])]),
    .systemLibrary(
      name: "CFreeType", path: "Sources/CFreeType", pkgConfig: "freetype2",
      providers: [.apt(["libfreetype-dev"])]),
    .systemLibrary(
      name: "CNLopt", path: "Sources/CNLopt", pkgConfig: "nlopt",
      providers: [.apt(["libnlopt-dev"])]),
    .systemLibrary(
      name: "CMeshOptimizer", path: "Sources/CMeshOptimizer",
      providers: [.apt(["libmeshoptimizer-dev"])]),
    .systemLibrary(
      name: "CCrypto", path: "Sources/CCrypto", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CSQLite", path: "Sources/CSQLite", pkgConfig: "sqlite3",
      providers: [.apt(["libsqlite3-dev"])]),
    .target(name: "CProcessor"),
    .target(name: "CJPEG", linkerSettings: [.linkedLibrary("jpeg")]),

    // The chapters: each imports only chapters above it.
    .target(name: "Tensors", linkerSettings: [.linkedLibrary("m")]),
    .target(name: "Documents", dependencies: ["CJansson"]),
    .target(
      name: "Provenance",
      dependencies: [
        "CCrypto", "CCholmod", "CEmbree", "CPNG", "CFreeType", "CJansson", "CProcessor",
      ]),
    .target(
      name: "SparseAlgebra", dependencies: ["CCholmod", "CUMFPACK", "COpenBLAS", "CProcessor"]),
    .target(name: "ReferenceElements", dependencies: ["Tensors"]),
    .target(name: "Meshes", dependencies: ["ReferenceElements", "Tensors", "CEmbree"]),
    .target(name: "Materials", dependencies: ["Tensors"]),
    .target(
      name: "Assembly",
      dependencies: [
        "Meshes", "Materials", "SparseAlgebra", "ReferenceElements", "Tensors", "CProcessor",
      ]),
    .target(name: "Solvers", dependencies: ["Assembly", "SparseAlgebra"]),
    .target(
      name: "ConstitutiveModels", dependencies: ["Tensors"], linkerSettings: [.linkedLibrary("m")]
    ),
    .target(name: "Models", dependencies: ["ConstitutiveModels", "ReferenceElements", "Tensors"]),
    .target(
      name: "ModelSolvers",
      dependencies: [
        "Models", "ConstitutiveModels", "Solvers", "Assembly", "Materials", "Meshes",
        "ReferenceElements", "SparseAlgebra", "Tensors",
      ], linkerSettings: [.linkedLibrary("m")]),
    .target(
      name: "Decks",
      dependencies: [
        "ModelSolvers", "Models", "ConstitutiveModels", "Meshes", "ReferenceElements", "Documents",
        "Tensors", "CZlib",
      ]),
    .target(
      name: "Scans",
      dependencies: ["Documents", "Meshes", "SparseAlgebra", "Tensors", "CMeshOptimizer"]),
    .target(
      name: "Anatomy",
      dependencies: ["Scans", "Assembly", "Materials", "Meshes", "SparseAlgebra", "Documents"]),
    .target(
      name: "Probes",
      dependencies: ["Solvers", "Anatomy", "Assembly", "Materials", "Meshes", "Tensors"]),
    .target(
      name: "EnergyDevices",
      dependencies: ["Anatomy", "Documents", "ReferenceElements", "SparseAlgebra", "Tensors"]),
    .target(
      name: "Treatments",
      dependencies: [
        "EnergyDevices", "Anatomy", "Assembly", "Materials", "Meshes", "ReferenceElements",
        "Documents", "Tensors",
      ]),
    .target(
      name: "Measures",
      dependencies: [
        "Anatomy", "Assembly", "Materials", "Meshes", "ReferenceElements", "Documents", "Tensors",
      ]),
    .target(
      name: "Scenarios",
      dependencies: [
        "Probes", "Treatments", "EnergyDevices", "Measures", "Anatomy", "Solvers", "Scans",
        "Rendering", "Documents",
        "Provenance", "SparseAlgebra",
      ]),
    .target(
      name: "Exports",
      dependencies: [
        "Decks", "ModelSolvers", "Models", "ConstitutiveModels", "Scenarios", "Anatomy", "Solvers",
        "Assembly", "Materials", "Meshes", "ReferenceElements", "Tensors",
      ]),
    .target(
      name: "Rendering",
      dependencies: ["Meshes", "Tensors", "CEmbree", "CPNG", "CJPEG", "CFreeType"]),
    .target(
      name: "Calibration",
      dependencies: [
        "Scenarios", "Probes", "Treatments", "Anatomy", "SparseAlgebra", "Rendering", "Documents",
        "Tensors",
      ]),
    .target(
      name: "Pages",
      dependencies: [
        "Scenarios", "Probes", "Treatments", "Measures", "Anatomy", "Scans", "Rendering", "Meshes",
        "Provenance", "Tensors",
      ],
      resources: [
        "page.css", "comparison.js", "tables.js", "model.js", "camera.js", "painter.js",
        "gestures.js",
        "view.js",
        "main.js",
      ].map { .embedInCode("Resources/\($0)") }),
    .target(
      name: "Reports",
      dependencies: [
        "Pages", "Scenarios", "Probes", "Treatments", "EnergyDevices", "Measures", "Solvers",
        "Anatomy", "Scans",
        "Rendering", "Meshes", "Documents", "Provenance",
      ]),
    .target(
      name: "Sweeps",
      dependencies: [
        "Reports", "Pages", "Scenarios", "Treatments", "EnergyDevices", "Measures", "Anatomy",
        "Rendering", "Meshes", "Documents", "Provenance", "CSQLite",
      ]),
    .target(
      name: "Comparisons",
      dependencies: [
        "Reports", "Scenarios", "Anatomy", "Scans", "Rendering", "Meshes", "Documents", "Tensors",
      ]),
    .target(
      name: "Planning",
      dependencies: [
        "Sweeps", "Scenarios", "Treatments", "Measures", "EnergyDevices", "Anatomy", "Rendering",
        "SparseAlgebra", "Documents", "CNLopt",
      ]),
    .target(
      name: "Verification",
      dependencies: [
        "Calibration", "Scenarios", "Probes", "Treatments", "EnergyDevices", "Anatomy", "Solvers",
        "Assembly", "Materials", "Meshes", "ReferenceElements", "SparseAlgebra", "Tensors",
        "Rendering", "Exports", "Decks", "ModelSolvers", "Models", "Documents",
      ]),
    .target(
      name: "TurgorCommands",
      dependencies: [
        "Exports", "Decks", "ModelSolvers", "Models", "Meshes",
        "Calibration", "Scenarios", "Probes", "EnergyDevices", "Anatomy", "Solvers", "Scans",
        "Planning", "Rendering", "Reports", "Comparisons", "Sweeps", "Verification", "Documents",
        "Provenance",
        "SparseAlgebra", "CProcessor",
      ]),
    .executableTarget(name: "turgor", dependencies: ["TurgorCommands"]),
    .executableTarget(
      name: "newton-benchmark", dependencies: ["Anatomy", "Solvers", "Scenarios", "CProcessor"],
      path: "Benchmarks/newton"),
    .executableTarget(
      name: "laws-benchmark", dependencies: ["Anatomy", "Solvers", "Scenarios"],
      path: "Benchmarks/laws"),
    .executableTarget(
      name: "probes-benchmark",
      dependencies: ["Probes", "Anatomy", "Materials", "Solvers", "SparseAlgebra"],
      path: "Benchmarks/probes"),
    .executableTarget(
      name: "calibration-benchmark",
      dependencies: ["Calibration", "Probes", "Scenarios", "SparseAlgebra", "Verification"],
      path: "Benchmarks/calibration"),
    .executableTarget(
      name: "attachments-benchmark", dependencies: ["Anatomy", "Solvers", "Scenarios"],
      path: "Benchmarks/attachments"),
    .executableTarget(
      name: "error-bars-benchmark", dependencies: ["Scenarios", "Anatomy", "Tensors"],
      path: "Benchmarks/error-bars"),
    .executableTarget(
      name: "treatments-benchmark",
      dependencies: ["Scenarios", "EnergyDevices", "SparseAlgebra", "Tensors"],
      path: "Benchmarks/treatments"),
    .executableTarget(
      name: "sweep-benchmark",
      dependencies: ["Sweeps", "Scenarios", "SparseAlgebra", "Provenance"],
      path: "Benchmarks/sweep"),
    .executableTarget(
      name: "shell-benchmark", dependencies: ["Meshes", "Tensors"], path: "Benchmarks/shell"),
    .executableTarget(
      name: "pictures-benchmark", dependencies: ["Anatomy", "Rendering", "Scenarios", "Meshes"],
      path: "Benchmarks/pictures"),

    .target(
      name: "TestSupport",
      dependencies: ["Assembly", "Materials", "Meshes", "ReferenceElements", "Tensors"],
      path: "Tests/TestSupport"),
    .testTarget(name: "TensorsTests", dependencies: ["Tensors"]),
    .testTarget(name: "ProvenanceTests", dependencies: ["Provenance"]),
    .testTarget(name: "DocumentsTests", dependencies: ["Documents"]),
    .testTarget(name: "SparseAlgebraTests", dependencies: ["SparseAlgebra"]),
    .testTarget(
      name: "ReferenceElementsTests", dependencies: ["ReferenceElements", "TestSupport"]),
    .testTarget(name: "MeshesTests", dependencies: ["Meshes", "TestSupport"]),
    .testTarget(name: "MaterialsTests", dependencies: ["Materials", "TestSupport"]),
    .testTarget(name: "AssemblyTests", dependencies: ["Assembly", "TestSupport"]),
    .testTarget(
      name: "ConstitutiveModelsTests",
      dependencies: ["ConstitutiveModels", "Materials", "Tensors", "TestSupport"]),
    .testTarget(
      name: "ModelSolversTests",
      dependencies: [
        "ModelSolvers", "Models", "ConstitutiveModels", "Materials", "Meshes", "ReferenceElements",
        "Tensors",
      ]),
    .testTarget(
      name: "DecksTests",
      dependencies: ["Decks", "ModelSolvers", "Models", "Documents", "Tensors", "TestSupport"]),
    .testTarget(name: "SolversTests", dependencies: ["Solvers", "TestSupport"]),
    .testTarget(name: "ScansTests", dependencies: ["Scans", "Documents", "TestSupport"]),
    .testTarget(
      name: "ProbesTests",
      dependencies: [
        "Probes", "Anatomy", "Assembly", "Materials", "Solvers", "Tensors", "TestSupport",
      ]),
    .testTarget(
      name: "AnatomyTests", dependencies: ["Anatomy", "Documents", "Solvers", "TestSupport"]),
    .testTarget(
      name: "EnergyDevicesTests",
      dependencies: ["EnergyDevices", "Documents", "SparseAlgebra", "TestSupport"]),
    .testTarget(
      name: "PlanningTests", dependencies: ["Planning", "Documents", "TestSupport"]),
    .testTarget(name: "TreatmentsTests", dependencies: ["Treatments", "Documents", "TestSupport"]),
    .testTarget(
      name: "MeasuresTests", dependencies: ["Measures", "Scenarios", "Documents", "TestSupport"]),
    .testTarget(
      name: "CalibrationTests",
      dependencies: [
        "Calibration", "Scenarios", "Probes", "Treatments", "Anatomy", "Documents", "TestSupport",
      ]),
    .testTarget(
      name: "ScenariosTests",
      dependencies: ["Scenarios", "Probes", "Treatments", "Solvers", "TestSupport"]),
    .testTarget(
      name: "RenderingTests", dependencies: ["Rendering", "TestSupport"], exclude: ["Reviewed"]),
    .testTarget(name: "PagesTests", dependencies: ["Pages", "Rendering"]),
    .testTarget(name: "ReportsTests", dependencies: ["Reports", "TestSupport"]),
    // A sweep whose runs are a formula: processes to be killed, without the solver.
    .executableTarget(name: "sweep-stub", dependencies: ["Sweeps"], path: "Tests/SweepStub"),
    .testTarget(
      name: "SweepsTests",
      dependencies: ["Sweeps", "sweep-stub", "Documents", "Scenarios", "TestSupport"]),
    .testTarget(
      name: "ExportsTests",
      dependencies: [
        "Exports", "Decks", "ModelSolvers", "Models", "Scenarios", "Anatomy", "Assembly",
        "Materials",
        "Meshes", "Tensors", "TestSupport",
      ]),
    .testTarget(name: "ComparisonsTests", dependencies: ["Comparisons", "TestSupport"]),
    .testTarget(
      name: "VerificationTests",
      dependencies: ["Verification", "Assembly", "Materials", "Tensors", "TestSupport"]),
    .testTarget(name: "TurgorCommandsTests", dependencies: ["TurgorCommands", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6]
)

// Built by `scripts/fuzz` alone: libFuzzer must be linked in.
if Context.environment["TURGOR_FUZZING"] != nil {
  package.targets += [
    .executableTarget(
      name: "fuzz-readers",
      dependencies: [
        "Anatomy", "Calibration", "Decks", "Documents", "Measures", "Meshes", "Rendering", "Scans",
        "Scenarios", "Tensors",
      ],
      path: "Fuzzing/readers", swiftSettings: [.unsafeFlags(["-parse-as-library"])])
  ]
}
