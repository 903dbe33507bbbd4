import Anatomy
import EnergyDevices
import Foundation
import SparseAlgebra

/// Computes what one pulse of an energy device does to a block of tissue, or lists the devices.
enum DeviceCommand {
  static let declaration = CommandDeclaration(
    name: "device",
    summary: "What one pulse of an energy device does to tissue, or which there are",
    arguments: [
      .init(
        "CARD", help: "the device, or a file with one, NAME.json (default: list all)",
        isRequired: false)
    ],
    options: [
      .init(
        "set", value: .text("KEY=VALUE"), help: "a setting, as in energy_J=0.9", isRepeatable: true),
      .init("skin", value: .text("MM"), help: "thickness of the skin (default: 1.6)"),
      .init("fat", value: .text("MM"), help: "of the superficial fat (default: 3)"),
      .init("smas", value: .text("MM"), help: "of the SMAS (default: 1)"),
      .init("deep", value: .text("MM"), help: "of what lies below, to the bone (default: 6)"),
      .init(
        "kinetics", value: .choice(DamageKinetics.allCases.map(\.rawValue)),
        help: "how damage is counted (default: that of the device)"),
      .json,
    ],
    examples: [
      ("turgor device", "all devices, with what can be set on each"),
      ("turgor device mfu-4MHz-4.5mm --set energy_J=0.9 --fat 4", "one point, over 4 mm of fat"),
      ("turgor device rf-monopolar --json > outcome.json", "the figures for a program"),
    ])

  static func run(_ words: ParsedWords, console: Console) throws -> ExitCode {
    let library = try DeviceLibrary.read(in: try MeshesFolder.found())
    guard let name = words.arguments.first else {
      list(library).forEach(console.data)
      return .done
    }
    guard let card = name.hasSuffix(".json") ? try DeviceCard(contentsOf: name) : library[name]
    else {
      let known = library.cards.map(\.name).joined(separator: ", ")
      throw CommandFailure(.usage, "there is no device \(name); there are \(known)")
    }
    do {
      let cell = DeviceCell(
        settings: try DeviceSettings(card: card, overrides: try overrides(words)),
        slabs: library.slabs(try thicknesses(words)), air: library.air,
        kinetics: words.text("kinetics").flatMap(DamageKinetics.init))
      let outcome = try BLASThreads.withOne { try cell.solved() }
      if words.has("json") {
        console.data(try json(CellRecord(outcome, of: cell)))
      } else {
        text(outcome, of: cell).forEach(console.data)
        outcome.warnings.forEach(console.warn)
      }
      return .done
    } catch let error as DeviceSettingError {
      throw CommandFailure(.badInput, "\(error)")
    } catch let error as HeatError {
      throw CommandFailure(.notConverged, "\(error)")
    }
  }

  // MARK: - Reading

  private static func overrides(_ words: ParsedWords) throws -> [String: Double] {
    try words.texts("set").reduce(into: [:]) { found, text in
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let value = Double(parts[1]) else {
        throw CommandFailure(.usage, "--set \(text): expected KEY=VALUE, as in energy_J=0.9")
      }
      found[parts[0]] = value
    }
  }

  /// In m; no layer of a face is thicker than 50 mm.
  private static func thicknesses(_ words: ParsedWords) throws -> [TissueLayer: Double] {
    let options: [(String, TissueLayer, Double)] = [
      ("skin", .skin, 1.6), ("fat", .superficialFat, 3), ("smas", .smas, 1), ("deep", .deep, 6),
    ]
    return try options.reduce(into: [:]) { found, option in
      let text = words.text(option.0)
      let value = text.map { Double($0) ?? .nan } ?? option.2
      guard (0...50).contains(value) else {
        throw CommandFailure(
          .usage, "--\(option.0) \(text ?? ""): expected a thickness from 0 to 50 mm")
      }
      found[option.1] = 1e-3 * value
    }
  }

  // MARK: - Telling

  private static func list(_ library: DeviceLibrary) -> [String] {
    ["| device | class | settings: default (range) |", "|---|---|---|"]
      + library.cards.map { card in
        let settings = card.settings.compactMap { figure -> String? in
          guard let own = card.figures[figure], let allowed = own.allowed else { return nil }
          let range = "\(number(allowed.lowerBound)) to \(number(allowed.upperBound))"
          return "\(figure.rawValue) \(number(own.value)) (\(range))"
        }
        return
          "| \(card.name) | \(card.deviceClass.rawValue) | \(settings.joined(separator: "; ")) |"
      }
  }

  private static func text(_ outcome: CellOutcome, of cell: DeviceCell) -> [String] {
    let balance = outcome.balance
    var lines = [
      "\(cell.settings.card.name), damage by \(cell.kinetics.rawValue)",
      "hottest \(number(outcome.peak)) °C at \(number(1e3 * outcome.peakDepth)) mm; surface "
        + "\(number(outcome.surfaceBefore)) °C before, \(number(outcome.surfacePeak)) °C at most",
      "\(number(outcome.delivered)) J given, \(number(balance.deposited)) J of heat: after "
        + "\(number(outcome.duration)) s \(number(balance.stored)) J stored, "
        + "\(number(balance.toSurface)) J through the surface, \(number(balance.toBody)) J below, "
        + "\(number(balance.toBlood)) J into blood",
    ]
    if let crater = outcome.crater {
      lines.append(
        "removed \(number(1e9 * crater.volume)) mm³, \(number(1e3 * crater.depth)) mm deep and "
          + "\(number(1e3 * crater.width)) mm wide")
    }
    if let lesion = outcome.lesion {
      lines.append(
        "lesion \(number(1e9 * lesion.volume)) mm³ at \(number(1e3 * lesion.depth)) mm, "
          + "\(number(1e3 * lesion.width)) mm wide and \(number(1e3 * lesion.length)) mm long")
    } else {
      lines.append("no lesion")
    }
    lines += ["", "| layer | mm | hottest °C | denatured | above 41 °C |", "|---|---|---|---|---|"]
    lines += outcome.layers.map { layer in
      "| \(layer.name) | \(number(1e3 * layer.thickness)) | \(number(layer.peak)) | "
        + "\(number(100 * layer.denatured)) % | \(number(100 * layer.warmed)) % |"
    }
    return lines + outcome.assumptions.map { "assumed: \($0)" }
  }

  private static func number(_ value: Double) -> String { String(format: "%.4g", value) }

  private static func json(_ record: CellRecord) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(record), as: UTF8.self)
  }
}
