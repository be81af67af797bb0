namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value from configuration.</summary>
public class ParameterResource : Resource
{
    internal ParameterResource(string name)
        : base(name)
    {
    }
}
