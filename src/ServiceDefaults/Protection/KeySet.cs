namespace PovertyPlatform.ServiceDefaults.Protection;

/// <summary>Keys of one kind by their number, of which one is current.</summary>
/// <param name="Current">Number of the key in use; 1 to 255.</param>
/// <param name="Keys">Keys by number: the current one, and older ones as long as anything still needs them.</param>
public sealed record NumberedKeys(byte Current, IReadOnlyDictionary<byte, byte[]> Keys);

/// <summary>The keys of a service.</summary>
/// <param name="Seals">Keys that seal values: changed as often as one likes, because sealed values can be opened and sealed again.</param>
/// <param name="Marks">Keys under which values are found again: the same in every province, and changed by a job of its own.</param>
public sealed record KeySet(NumberedKeys Seals, NumberedKeys Marks);
