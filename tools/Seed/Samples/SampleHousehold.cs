using PovertyPlatform.Contracts;
using PovertyPlatform.Seed.People;
using PovertyPlatform.Seed.Reviews;

namespace PovertyPlatform.Seed.Samples;

/// <summary>A household of the sample commune in one review year.</summary>
sealed record SampleHousehold(string Code, string Hamlet, string Phone, IReadOnlyList<Person> Members, Answers Review, PovertyClass? Before);
