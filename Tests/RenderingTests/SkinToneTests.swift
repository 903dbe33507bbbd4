import Tensors
import Testing

@testable import Rendering

@Suite struct SkinToneTests {
  @Test func `converts CIELAB white, grey and red as published`() {
    #expect((CIELab(L: 100, a: 0, b: 0).linearColor - LinearColor(1, 1, 1)).length < 1e-4)
    // Y = 0.184187 at L* = 50.
    #expect(
      (CIELab(L: 50, a: 0, b: 0).linearColor - 0.184_187 * LinearColor(1, 1, 1)).length < 1e-4)
    let red = CIELab(L: 53.2408, a: 80.0925, b: 67.2032).linearColor
    #expect((red - LinearColor(1, 0, 0)).length < 1e-4)
  }

  @Test func `lies in the class of its name`() {
    let classes: [SkinTone: ClosedRange<Double>] = [
      .veryLight: 55...90, .light: 41...55, .intermediate: 28...41, .tan: 10...28,
      .brown: -30...10, .dark: -90 ... -30,
    ]
    for tone in SkinTone.allCases {
      let angle: Double = .angle(sine: tone.color.L - 50, cosine: tone.color.b) * 180 / .pi
      #expect(classes[tone]?.contains(angle) ?? false, "\(tone)")
    }
  }

  @Test func `runs from light to dark, redder than blue, and can be shown`() {
    let albedos = SkinTone.allCases.map(\.albedo)
    for albedo in albedos {
      #expect(albedo.x > albedo.y && albedo.y > albedo.z && albedo.min() > 0 && albedo.max() < 1)
    }
    for (lighter, darker) in zip(albedos, albedos.dropFirst()) {
      #expect(lighter.luminance > 1.15 * darker.luminance)
    }
  }
}
