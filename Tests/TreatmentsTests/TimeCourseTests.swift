import Testing

@testable import Treatments

struct TimeCourseTests {
  private static let courses: [TimeCourse] = [
    .lasting, .decay(halfLife: 10), .buildUp(time: 10), .rise(time: 10),
    .remodelling(delay: 14, rise: 45, decay: 400),
  ]

  @Test(arguments: courses) func `nothing is there before the cause`(_ course: TimeCourse) {
    #expect(course.part(after: -1e-9) == 0)
  }

  @Test(arguments: courses) func `a part is between none and all, for ever`(_ course: TimeCourse) {
    for t in stride(from: 0.0, through: 5000, by: 0.7) {
      #expect((0...1).contains(course.part(after: t)))
    }
  }

  @Test func `each goes one way, from its limit to its limit`() {
    func values(_ course: TimeCourse) -> [Double] {
      stride(from: 0.0, through: 400, by: 0.5).map(course.part)
    }
    for course in [TimeCourse.buildUp(time: 10), .rise(time: 10)] {
      let rising = values(course)
      #expect(zip(rising, rising.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(rising[0] == 0)
      #expect(abs(rising[rising.count - 1] - 1) < 1e-9)
      #expect(abs(course.part(after: 10) - 0.95) < 1e-9)
    }
    let falling = values(.decay(halfLife: 10))
    #expect(zip(falling, falling.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(falling[0] == 1)
    #expect(TimeCourse.decay(halfLife: 10).part(after: 20) == 0.25)
  }

  @Test func `the gamma rise begins with no slope, the build-up with its largest`() {
    let h = 1e-4
    #expect(TimeCourse.rise(time: 10).part(after: h) / h < 1e-4)
    // −ln 0.05/10 per unit of time.
    #expect(abs(TimeCourse.buildUp(time: 10).part(after: h) / h - 0.29957) < 1e-4)
  }

  @Test func `remodelling is largest at d + r ln(1 + f r⁻¹)`() {
    let course = TimeCourse.remodelling(delay: 14, rise: 45, decay: 400)
    let peak = 14 + 45 * Double(2.291412)  // ln(1 + 400/45) = 2.291412
    for other in [peak - 3, peak + 3] {
      #expect(course.part(after: other) < course.part(after: peak))
    }
    #expect(course.part(after: 14) == 0)
  }
}
