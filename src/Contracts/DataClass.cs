namespace PovertyPlatform.Contracts;

/// <summary>How much harm a value can do when it leaves the place where it belongs.</summary>
public enum DataClass
{
    /// <summary>Public: what the State publishes, and statistics.</summary>
    P0,

    /// <summary>Administrative: areas, classes, decisions, dates of the procedure, and who acted in office. The highest class that events may carry.</summary>
    P1,

    /// <summary>Identity and circumstances of a resident: name, birth, address, occupation, income, what an officer wrote about a household.</summary>
    P2,

    /// <summary>Sensitive: identity numbers, ethnic group, what tells of health.</summary>
    P3,
}
