/// What scanners of faces are known to miss by: differences below say nothing of the face.
enum ScannerNoise {
  /// Mean distance and its standard deviation in m between a phone's depth camera and a cone-beam CT of the same
  /// faces; structured light stays below 1 mm, three photographs miss by about 2 mm.
  ///
  /// - Source: as cited beside doi:10.1016/j.ajodo.2021.04.020, and preprints 202602.0496.
  static let phoneMean = 0.39e-3
  static let phoneDeviation = 0.36e-3

  /// What the worst of them, three photographs, miss by, in m: the mean over a zone that did not move is not so far off.
  static let worst = 2e-3

  /// A mean distance over still zones, in m, that noise does not explain: three deviations above the mean.
  static let anotherFace = phoneMean + 3 * phoneDeviation
}
