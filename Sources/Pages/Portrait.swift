import Rendering

/// A picture of the face alone.
public struct Portrait: Sendable {
  public var view: PortraitView
  /// Id of the step; nil for the face as captured.
  public var step: String?
  public var picture: Picture

  public init(view: PortraitView, step: String?, _ picture: Picture) {
    (self.view, self.step, self.picture) = (view, step, picture)
  }
}
