namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value from configuration.</summary>
public class ParameterResource : Resource, IManifestExpressionProvider, IValueProvider
{
    internal ParameterResource(string name, string value)
        : base(name) => Text = value;

    internal string Text { get; }
}
