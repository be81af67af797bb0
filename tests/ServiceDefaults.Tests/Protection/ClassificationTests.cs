using PovertyPlatform.Contracts;
using PovertyPlatform.TestKit.Protection;

namespace PovertyPlatform.ServiceDefaultsTests.Protection;

/// <summary>The rule catches what people forget.</summary>
public class ClassificationTests
{
    private sealed record WithoutAnything(Guid Id, string Remark);

    [PersonalData(DataClass.P1)]
    private sealed record Administrative(Guid Id, string DecisionNumber, DateOnly DecidedOn, bool IsClosed);

    [PersonalData(DataClass.P1)]
    private sealed record PersonAmongPapers(string DecisionNumber, string FullName);

    private sealed record Person([PersonalData(DataClass.P2)] string FullName, [PersonalData(DataClass.P2)] DateOnly? BirthDate, [PersonalData(DataClass.P1)] int Ordinal);

    [PersonalData(DataClass.P1)]
    private sealed record PersonWithNews([PersonalData(DataClass.P2)] string FullName, string AddedLater);

    [PersonalData(DataClass.P2)]
    private sealed record WholeTypeOfPersons(string FullName);

    private sealed class Stored
    {
        [PersonalData(DataClass.P3)]
        public byte[]? Number { get; set; }

        public string[] Tags { get; set; } = [];

        public decimal? Amount { get; set; }
    }

    [Theory]
    [InlineData(typeof(WithoutAnything), "Remark has no class")]
    [InlineData(typeof(PersonAmongPapers), "FullName sounds like a person")]
    [InlineData(typeof(PersonWithNews), "AddedLater has no class of its own")]
    [InlineData(typeof(WholeTypeOfPersons), "declared one by one")]
    [InlineData(typeof(Stored), "Tags has no class")]
    [InlineData(typeof(Stored), "Amount has no class")]
    public void ForgottenValue_IsAFault(Type type, string fault) => Assert.Contains(Classification.Faults(type), found => found.Contains(fault, StringComparison.Ordinal));

    [Theory]
    [InlineData(typeof(Administrative))]
    [InlineData(typeof(Person))]
    public void DeclaredValues_AreFine(Type type) => Assert.Empty(Classification.Faults(type));

    [Fact]
    public void Classes_AreReadFromParametersPropertiesAndTypes()
    {
        Assert.Equal([("FullName", DataClass.P2), ("BirthDate", DataClass.P2), ("Ordinal", DataClass.P1)], Classification.Of(typeof(Person)).Select(value => (value.Name, value.Class)));
        Assert.Equal([("Number", DataClass.P3)], Classification.Of(typeof(Stored)).Select(value => (value.Name, value.Class)));
        Assert.Equal([("DecisionNumber", DataClass.P1), ("DecidedOn", DataClass.P1)], Classification.Of(typeof(Administrative)).Select(value => (value.Name, value.Class)));
    }

    [Fact]
    public void Reach_FollowsListsAndNestedTypes() =>
        Assert.Contains(typeof(Person), Classification.Reach(typeof(Dictionary<string, IReadOnlyList<Person?>>)));
}
