import CCholmod
import CCrypto
import CEmbree
import CFreeType
import CJansson
import CPNG
import CProcessor

/// The libraries as they are loaded, not as they were compiled against.
public struct LibraryVersions: Codable, Equatable, Sendable {
  public var cholmod: String
  public var embree: String
  public var freeType: String
  public var jansson: String
  public var libpng: String
  public var libcrypto: String
  /// What OpenBLAS says of itself: version, kernels, threads; empty for another BLAS.
  public var openBLAS: String

  /// Those of this process.
  public static var loaded: LibraryVersions {
    LibraryVersions(
      cholmod: cholmodVersion(), embree: embreeVersion(), freeType: freeTypeVersion(),
      jansson: String(cString: jansson_version_str()),
      libpng: String(cString: png_get_libpng_ver(nil)),
      libcrypto: String(cString: OpenSSL_version(OPENSSL_VERSION_STRING)),
      openBLAS: String(cString: turgor_blas_configuration()))
  }

  private static func cholmodVersion() -> String {
    var numbers: [Int32] = [0, 0, 0]
    cholmod_version(&numbers)
    return numbers.map(String.init).joined(separator: ".")
  }

  private static func freeTypeVersion() -> String {
    var (library, major, minor, patch) = (FT_Library?.none, FT_Int(0), FT_Int(0), FT_Int(0))
    if FT_Init_FreeType(&library) == 0 {
      FT_Library_Version(library, &major, &minor, &patch)
      FT_Done_FreeType(library)
    }
    return "\(major).\(minor).\(patch)"
  }

  /// The version of the library that is loaded, with that of the headers where they differ.
  private static func embreeVersion() -> String {
    let header = String(cString: turgor_embree_header_version())
    guard let device = rtcNewDevice("threads=1") else { return "\(header) (does not start)" }
    defer { rtcReleaseDevice(device) }
    let number = rtcGetDeviceProperty(device, RTC_DEVICE_PROPERTY_VERSION)
    let loaded = "\(number / 10_000).\(number / 100 % 100).\(number % 100)"
    return loaded == header ? loaded : "\(loaded) (built for \(header))"
  }
}
